/** As in home.ts. */
export const PETS = `
BED | 宠物窝         | Pet Bed                 | pets | WZ-PET     | 34.99 | 45 | 3.2 | 8  | .04 | S=.74 M=1 L=1.28 XL=1.7  | GY BE
FNT | 宠物饮水机     | Pet Water Fountain      | pets | WZ-PET     | 34.99 | 52 | 1.9 | 12 | .06 | 2L=.94 3L=1.14           | WH
FLT | 饮水机滤芯     | Fountain Filters        | pets | WZ-PET     | 14.99 | 8  | 0.3 | 60 | .02 | 4P=.67 8P=1 12P=1.35     |
HRN | 宠物胸背带     | Dog Harness             | pets | WZ-PET     | 21.99 | 19 | 0.5 | 40 | .09 | S=.9 M=1 L=1.05 XL=1.15  | BK RD BL
COL | 反光项圈       | Reflective Dog Collar   | pets | WZ-PET     | 12.99 | 8  | 0.2 | 60 | .07 | S=.95 M=1 L=1.05         | BK RD
LSH | 伸缩牵引绳     | Retractable Leash       | pets | WZ-PET     | 19.99 | 22 | 0.6 | 36 | .06 | 3M=.85 5M=1.1            | BK GY
RNC | 狗狗雨衣       | Dog Raincoat            | pets | GZ-TEXTILE | 24.99 | 21 | 0.4 | 40 | .1  | S=.95 M=1 L=1.05 XL=1.1  | YL
LIT | 猫砂垫         | Cat Litter Mat          | pets | WZ-PET     | 22.99 | 20 | 1.2 | 16 | .03 | M=.8 L=1 XL=1.3          | GY BK
SCR | 猫抓板         | Cat Scratcher           | pets | WZ-PET     | 26.99 | 24 | 2.3 | 8  | .03 | M=.8 L=1.1 3P=1.3        |
TOY | 逗猫玩具套装   | Cat Toy Set             | pets | WZ-PET     | 14.99 | 10 | 0.4 | 48 | .03 | 12P=.8 24P=1.15          |
PLW | 宠物湿巾       | Pet Grooming Wipes      | pets | WZ-PET     | 13.99 | 9  | 0.9 | 24 | .02 | 100CT=.8 200CT=1.25      |
BRS | 宠物除毛梳     | Pet Deshedding Brush    | pets | WZ-PET     | 16.99 | 13 | 0.3 | 48 | .04 | S=.9 L=1.1               | BL PK
CAR | 宠物外出包     | Pet Carrier             | pets | GZ-TEXTILE | 38.99 | 44 | 2.1 | 8  | .07 | S=.85 M=1 L=1.2          | GY BK
FED | 慢食碗         | Slow Feeder Bowl        | pets | TZ-PLAST   | 13.99 | 9  | 0.5 | 36 | .04 | S=.85 M=1 L=1.15         | BL GN
GAT | 宠物门栏       | Pet Gate                | pets | NB-METAL   | 46.99 | 59 | 4.4 | 4  | .07 | 75CM=.9 100CM=1.1        | WH BK
`;
