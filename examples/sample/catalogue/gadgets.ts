/** As in home.ts. What sellers in China call 3C: accessories of computers, phones and cameras. */
export const GADGETS = `
STD | 笔记本支架     | Laptop Stand           | 3c | NB-METAL | 29.99 | 38 | 1.3 | 20 | .03 | STD=1 PRO=1.4               | SV GY
DMT | 办公桌垫       | Desk Mat               | 3c | GZ-TEXTILE | 16.99 | 17 | 0.8 | 30 | .03 | 60CM=.82 80CM=1 90CM=1.18 | BK GY
CHG | 氮化镓充电器   | GaN Charger            | 3c | SZ-ELEC  | 34.99 | 49 | 0.4 | 48 | .05 | 45W=.8 65W=1 100W=1.5       | WH BK
CBL | 编织快充线     | Braided USB-C Cable    | 3c | SZ-ELEC  | 12.99 | 9  | 0.2 | 80 | .06 | 1M=.8 2M=1 3M=1.2           | BK WH
PWR | 磁吸移动电源   | Magnetic Power Bank    | 3c | SZ-ELEC  | 39.99 | 62 | 0.6 | 30 | .07 | 5K=.8 10K=1.15              | BK WH
WLC | 三合一无线充   | 3-in-1 Wireless Charger | 3c | SZ-ELEC | 36.99 | 51 | 0.6 | 24 | .07 | STD=1 FLD=1.2               | BK WH
HUB | 扩展坞         | USB-C Hub              | 3c | SZ-ELEC  | 32.99 | 44 | 0.3 | 40 | .07 | 5IN1=.75 7IN1=1 10IN1=1.6   | GY
CAS | 防摔手机壳     | Shockproof Phone Case  | 3c | SZ-ELEC  | 15.99 | 9  | 0.2 | 80 | .08 | 61IN=1 67IN=1.05            | CL BK BL
GLS | 钢化膜         | Tempered Glass         | 3c | SZ-ELEC  | 11.99 | 5  | 0.2 | 100 | .07 | 2P=.85 3P=1.1              |
TRI | 手机三脚架     | Phone Tripod           | 3c | SZ-ELEC  | 27.99 | 33 | 1.0 | 20 | .06 | 130CM=.85 170CM=1.1         | BK WH
RNG | 环形补光灯     | Ring Light             | 3c | SZ-LIGHT | 33.99 | 42 | 1.6 | 12 | .07 | 10IN=.85 12IN=1.2           | BK WH
MIC | 领夹麦克风     | Lavalier Microphone    | 3c | SZ-ELEC  | 29.99 | 36 | 0.3 | 40 | .08 | 1P=.75 2P=1.2               | BK
ORG | 数据线收纳盒   | Cable Management Box   | 3c | TZ-PLAST | 23.99 | 21 | 1.3 | 16 | .03 | M=.85 L=1.1                 | WH BK
SLV | 电脑内胆包     | Laptop Sleeve          | 3c | GZ-TEXTILE | 21.99 | 19 | 0.5 | 36 | .05 | 13IN=.92 14IN=1 16IN=1.12 | BK GY
VNT | 车载手机架     | Car Phone Mount        | 3c | SZ-ELEC  | 19.99 | 17 | 0.3 | 48 | .08 | VENT=.9 DASH=1.1            | BK
FAN | 桌面小风扇     | Desk Fan               | 3c | SZ-ELEC  | 24.99 | 28 | 0.9 | 20 | .06 | S=.8 L=1.2                  | WH GN PK
MLB | 屏幕挂灯       | Monitor Light Bar      | 3c | SZ-LIGHT | 42.99 | 57 | 0.9 | 16 | .05 | 40CM=.85 50CM=1.15          | BK
ARM | 显示器支架     | Monitor Arm            | 3c | NB-METAL | 59.99 | 92 | 4.6 | 4  | .05 | 1P=.75 2P=1.3               | BK WH
KBD | 键盘手托       | Keyboard Wrist Rest    | 3c | GZ-TEXTILE | 17.99 | 14 | 0.5 | 40 | .03 | 60KEY=.9 104KEY=1.1       | BK GY
TAB | 平板支架       | Tablet Stand           | 3c | NB-METAL | 22.99 | 24 | 0.8 | 24 | .04 | STD=1 PRO=1.35              | SV GY
BND | 硅胶表带       | Silicone Watch Band    | 3c | SZ-ELEC  | 11.99 | 6  | 0.1 | 120 | .06 | 41MM=1 45MM=1.02           | BK WH BL PK GN
EAR | 耳机收纳盒     | Earphone Case          | 3c | SZ-ELEC  | 13.99 | 9  | 0.2 | 80 | .05 | STD=1                       | BK GY PK
ADP | 旅行转换插头   | Travel Adapter         | 3c | SZ-ELEC  | 25.99 | 30 | 0.3 | 40 | .04 | STD=.9 PRO=1.3              | WH BK
SSD | 硬盘收纳包     | Drive Case             | 3c | GZ-TEXTILE | 14.99 | 11 | 0.3 | 60 | .03 | S=.9 L=1.15               | BK
`;
