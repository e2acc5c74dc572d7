/** code | Chinese | English | category | supplier | dollars | yuan at the factory | dollars of sea freight | units a carton | share that comes back | sizes | colours */
export const HOME = `
BOX  | 折叠收纳箱   | Foldable Storage Box        | storage  | YW-HOME    | 26.99 | 32 | 2.1 | 12 | .03  | 30L=.74 60L=1 90L=1.22 60L-3PK=2.6 | GY BE
VAC  | 真空压缩袋   | Vacuum Storage Bags         | storage  | TZ-PLAST   | 16.99 | 14 | 0.7 | 24 | .04  | S6=.82 M6=1 JUMBO4=1.3             |
SHO  | 可叠放鞋盒   | Stackable Shoe Boxes        | storage  | TZ-PLAST   | 36.99 | 44 | 3.1 | 6  | .05  | 6P=.7 12P=1 18P=1.4                | CL BK
HNG  | 植绒衣架     | Velvet Hangers              | storage  | YW-HOME    | 21.99 | 19 | 1.4 | 10 | .03  | 30P=.8 50P=1 100P=1.7              | BK GY PK
DRW  | 抽屉分隔板   | Drawer Dividers             | storage  | NB-METAL   | 22.99 | 21 | 1.1 | 16 | .04  | 4P=.8 8P=1                         | WH BB
UBD  | 床底收纳袋   | Under-Bed Storage Bag       | storage  | GZ-TEXTILE | 24.99 | 23 | 1.6 | 12 | .03  | 2P=.8 4P=1                         | GY BE
CUB  | 布艺收纳格   | Fabric Storage Cubes        | storage  | GZ-TEXTILE | 27.99 | 27 | 2.2 | 10 | .03  | 6P=1                               | GY BE NV WH
SPC  | 旋转调料架   | Rotating Spice Rack         | kitchen  | NB-METAL   | 32.99 | 38 | 1.9 | 8  | .06  | 12J=.8 20J=1                       | BK SV
RACK | 碗碟沥水架   | Dish Drying Rack            | kitchen  | NB-METAL   | 39.99 | 58 | 3.4 | 6  | .05  | 1T=.62 2T=1                        | BK WH
JAR  | 食品密封罐   | Airtight Food Jars          | kitchen  | TZ-PLAST   | 42.99 | 36 | 2.2 | 8  | .05  | 5P=.65 10P=1 24P=1.75              |
GJR  | 玻璃密封罐   | Glass Jars with Bamboo Lids | kitchen  | YW-HOME    | 34.99 | 39 | 3.6 | 6  | .07  | 4P=.7 6P=1                         | CL AM
KNF  | 磁吸刀架     | Magnetic Knife Strip        | kitchen  | NB-METAL   | 19.99 | 22 | 0.9 | 20 | .03  | 30CM=.85 40CM=1 50CM=1.2           |
CUT  | 竹砧板       | Bamboo Cutting Board        | kitchen  | YW-HOME    | 24.99 | 26 | 1.9 | 10 | .04  | M=.75 L=1 3P=1.3                   |
MAT  | 硅胶沥水垫   | Silicone Drying Mat         | kitchen  | TZ-PLAST   | 13.99 | 12 | 0.6 | 30 | .03  | M=.8 L=1                           | BK GY BE
LUN  | 便当盒       | Bento Lunch Box             | kitchen  | TZ-PLAST   | 18.99 | 17 | 0.8 | 24 | .05  | 2T=1 3T=1.25                       | BL PK GN
TUM  | 保温杯       | Insulated Tumbler           | kitchen  | NB-METAL   | 22.99 | 28 | 1.0 | 20 | .05  | 600ML=.85 900ML=1 1200ML=1.2       | BK WH GN PK
OIL  | 喷油壶       | Oil Sprayer                 | kitchen  | YW-HOME    | 12.99 | 11 | 0.5 | 36 | .07  | 200ML=.9 470ML=1.1                 | CL BK
BTH  | 防滑浴室垫   | Non-Slip Bath Mat           | bath     | GZ-TEXTILE | 19.99 | 18 | 1.1 | 16 | .05  | S=.75 M=1 L=1.35                   | GY WH
SHW  | 浴帘         | Shower Curtain              | bath     | GZ-TEXTILE | 17.99 | 15 | 0.7 | 24 | .06  | 180CM=1 200CM=1.15                 | WH GY BL
TWL  | 免打孔毛巾架 | Adhesive Towel Bar          | bath     | NB-METAL   | 15.99 | 16 | 0.6 | 24 | .06  | 40CM=.9 60CM=1.1                   | BK SV
PIL  | 记忆棉枕     | Memory Foam Pillow          | bedding  | GZ-TEXTILE | 34.99 | 41 | 2.4 | 8  | .08  | S=.85 M=1 2P=1.8                   | WH
THR  | 法兰绒毯     | Flannel Throw Blanket       | bedding  | GZ-TEXTILE | 25.99 | 24 | 1.5 | 12 | .04  | M=.8 L=1 XL=1.3                    | GY BE NV
CUR  | 遮光窗帘     | Blackout Curtains           | bedding  | GZ-TEXTILE | 31.99 | 33 | 1.9 | 10 | .07  | 160CM=.85 210CM=1                  | GY BE NV
DSK  | 护眼台灯     | LED Desk Lamp               | lighting | SZ-LIGHT   | 36.99 | 55 | 1.6 | 12 | .05  | STD=1                              | WH BK
STR  | LED 灯带     | LED Strip Light             | lighting | SZ-LIGHT   | 22.99 | 24 | 0.7 | 30 | .06  | 5M=.7 10M=1 20M=1.5                |
NGT  | 感应夜灯     | Motion Night Light          | lighting | SZ-LIGHT   | 16.99 | 15 | 0.5 | 40 | .05  | 2P=.8 4P=1 6P=1.35                 |
SOL  | 太阳能庭院灯 | Solar Path Lights           | garden   | SZ-LIGHT   | 33.99 | 40 | 1.8 | 8  | .08  | 6P=.75 12P=1.25                    | BK SV
FAI  | 圣诞彩灯     | Christmas Fairy Lights      | festive  | SZ-LIGHT   | 18.99 | 18 | 0.6 | 30 | .05  | 100=.75 200=1 400=1.45             |
TRS  | 分类垃圾桶   | Sorting Trash Can           | kitchen  | TZ-PLAST   | 38.99 | 46 | 4.8 | 4  | .06  | 20L=.8 30L=1 40L=1.2               | GY WH
GRL  | 圣诞花环     | Christmas Garland           | festive  | YW-HOME    | 27.99 | 26 | 1.9 | 8  | .04  | 2M=.85 3M=1.15                     |
`;
