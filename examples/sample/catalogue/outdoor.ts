/** As in home.ts. */
export const OUTDOOR = `
CHR  | 折叠露营椅   | Folding Camping Chair    | outdoor | QD-OUT     | 39.99 | 62 | 4.2 | 6  | .04 | STD=1 XL=1.35 KID=.68 | BK GN
TBL  | 折叠露营桌   | Folding Camping Table    | outdoor | QD-OUT     | 54.99 | 84 | 5.1 | 4  | .05 | M=.85 L=1.1           | SV BK
LED  | 露营灯       | Camping Lantern          | outdoor | SZ-LIGHT   | 29.99 | 27 | 0.9 | 24 | .05 | 1P=.6 2P=1 4P=1.65    |
TRP  | 防水天幕     | Waterproof Tarp          | outdoor | QD-OUT     | 39.99 | 48 | 1.8 | 10 | .03 | 3X3M=.82 3X4M=1 4X5M=1.38 | GN GY
HMK  | 户外吊床     | Camping Hammock          | outdoor | QD-OUT     | 29.99 | 31 | 1.2 | 16 | .04 | 1P=.8 2P=1            | GN BL OR
SLP  | 轻量睡袋     | Lightweight Sleeping Bag | outdoor | QD-OUT     | 44.99 | 61 | 2.8 | 8  | .05 | M=.9 L=1.1            | GN OR
PAD  | 自充气睡垫   | Self-Inflating Pad       | outdoor | QD-OUT     | 47.99 | 58 | 2.6 | 8  | .07 | M=.85 L=1.1           | GN BL
COK  | 露营锅具     | Camping Cookware Set     | outdoor | NB-METAL   | 36.99 | 46 | 1.9 | 10 | .04 | 8P=.8 12P=1.1         |
CLR  | 软体保温包   | Soft Cooler Bag          | outdoor | GZ-TEXTILE | 32.99 | 35 | 2.3 | 8  | .04 | 20L=.8 30L=1 45L=1.3  | GY BL
BTL  | 运动水壶     | Sports Water Bottle      | outdoor | TZ-PLAST   | 16.99 | 14 | 0.7 | 30 | .05 | 700ML=.9 1L=1 2L=1.25 | BK BL PK
PCK  | 登山背包     | Hiking Backpack          | outdoor | GZ-TEXTILE | 45.99 | 55 | 2.2 | 10 | .06 | 30L=.85 40L=1 50L=1.2 | BK GN
POL  | 登山杖       | Trekking Poles           | outdoor | QD-OUT     | 34.99 | 38 | 1.3 | 16 | .05 | ALU=.85 CRB=1.3       | BK OR
HED  | 头灯         | LED Headlamp             | outdoor | SZ-LIGHT   | 19.99 | 19 | 0.4 | 40 | .06 | 1P=.75 2P=1.1         |
MOS  | 驱蚊灯       | Mosquito Repellent Lamp  | garden  | SZ-LIGHT   | 27.99 | 29 | 0.9 | 20 | .08 | 1P=.75 2P=1.25        |
HOS  | 伸缩水管     | Expandable Garden Hose   | garden  | TZ-PLAST   | 35.99 | 37 | 1.9 | 8  | .1  | 15M=.8 30M=1.1        | GN BK
PLT  | 自吸水花盆   | Self-Watering Planter    | garden  | TZ-PLAST   | 24.99 | 22 | 2.4 | 8  | .05 | S=.7 M=1 L=1.4        | WH GY
KNE  | 园艺跪垫     | Garden Kneeler           | garden  | QD-OUT     | 42.99 | 52 | 3.0 | 6  | .04 | STD=1                 | GN GY
PIC  | 防潮野餐垫   | Picnic Blanket           | outdoor | GZ-TEXTILE | 26.99 | 25 | 1.5 | 14 | .03 | M=.85 L=1.15          | BL GN
BIK  | 自行车手机架 | Bike Phone Mount         | outdoor | SZ-ELEC    | 18.99 | 16 | 0.4 | 48 | .07 | STD=1 PRO=1.4         | BK
`;
