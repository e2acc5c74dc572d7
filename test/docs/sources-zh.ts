/** Where thresholds and definitions come from, in Chinese, for the references. One that is missing here stops the reference from being made. */
const FIRST_STOCK = "「首次备货量=(测试期日均销量×3)+安全库存…满足3个月销售+20天补货缓冲」";
const TURNOVER =
  "「若某商品“库存周转率>2次/月”(卖得快):下次备货量上浮30%…(如从3个月补货一次改为2个月)」「若“库存周转率<1次/月”(卖得慢):下次备货量减少50%」";
const PEAK = "「备货量可上浮50%-100%,但需提前2-3个月启动头程运输」";

const POLICIES: Readonly<Record<string, string>> = {
  "Purser's judgement: 5,000 is a first sea order of one SKU in dollars; who buys for more should be seen by a second pair of eyes":
    "Purser 的判断：5,000 美元约为一个 SKU 的首批海运订单；更大的采购应有第二个人看过",
  "Forwarders' guides for FBA by sea: customs 1–3 working days, 5–7 more where goods are inspected (5–10 % are); 5–10 from the port to the door":
    "货代的 FBA 海运说明：清关 1–3 个工作日，遇查验（约 5–10%）再加 5–7 个工作日；到港至入仓共 5–10 个工作日",
  "「建议小批量测款后再追加」 (promo document): nothing is counted until somebody says what a test sold":
    "「建议小批量测款后再追加」（促销文档）：没人填写试销结果就不计入",
  "Purser's judgement: a test counts as it was, until somebody says what its ads, its discount or its channel added":
    "Purser 的判断：试销按实际计入，除非有人说明其中广告、折扣或渠道带来了多少。",
  "Purser's judgement: receiving takes days; after a week somebody should ask what is missing":
    "Purser 的判断：收货上架要几天；过了一周就该问问差在哪。",
  "Purser's judgement: a day or two is the noise of daily sales; three move the choice between sea and air":
    "Purser 的判断：一两天是日销波动；差三天就会影响走海运还是空运。",
  "Purser's judgement: goods come a few days early, but a third less than usual is another way of travel or a slip of the pen":
    "Purser 的判断：早到几天是常事；比平时短三分之一，多半是换了头程方式或写错了。",
  "Purser's judgement: a quarter more is not what somebody agreed to wait with":
    "Purser 的判断：多出四分之一，已不是当初答应等的那个情况。",
  "Purser's judgement: carriers move an ETA by a day or two all the time; three days are felt at the shelf":
    "Purser 的判断：承运商挪动一两天是常事；三天就会影响货架。",
  "Statistics: at a true rate of 2 %, 200 sessions give 4 sales ± 2; with fewer, a change is mostly chance.":
    "统计：真实转化率 2% 时，200 次会话成交 4 单 ± 2 单；再少，变化多半是偶然。",
  "Rule of three: no return among 30 units still allows a true rate of up to 10 % (95 % confidence).":
    "统计上的“三法则”：30 件无退货，真实退货率仍可能高达 10%（95% 置信度）。",
  "Purser's own judgement: below ten orders one large order decides the average.": "Purser 的判断：不到 10 单时，一个大单就能左右均价。",
  "Purser's own judgement: with fewer than ten units sold, one unit more or less moves the cover by over 10 %.":
    "Purser 的判断：销量不到 10 件时，多卖或少卖 1 件，可售天数就变动 10% 以上。",
  "Purser's own judgement: below ten SKUs a single one moves the share by more than ten points.":
    "Purser 的判断：不到 10 个 SKU 时，一个 SKU 就让动销率变动 10 个百分点以上。",
  "Amazon's standard window is 30 days from delivery; D+30 is the usual reading between D+7 and D+60.":
    "亚马逊的标准退货期为送达后 30 天；常见口径从 D+7 到 D+60，D+30 最通用。",
  "Amazon lists pending orders without a price; its order and traffic reports agree from about the third day on.":
    "亚马逊的待付款订单没有价格；订单报告与流量报告大约从第三天起一致。",
  "Reconciliation practice: figures within 2 % of each other count as equal; a change must be larger than what is missing.":
    "对账惯例：相差 2% 以内视为一致；变化要大于缺失的数据才算数。",
  "Purser's own judgement: with a quarter of the days unknown on one side, a sum's change mostly tells what is missing.":
    "Purser 的判断：有一期缺了四分之一的天数时，合计数的变化主要反映缺数据。",
  "Statistics: at a usual rate of 0.4 %, 1,000 impressions give 4 clicks ± 2; with fewer, a change is mostly chance.":
    "统计：点击率 0.4% 时，1000 次曝光带来 4 次点击 ± 2 次；再少，变化多半是偶然。",
  "Statistics: at a usual conversion of 10 %, 100 clicks give 10 orders ± 3; one order more or less moves the ACoS by a tenth.":
    "统计：广告转化率 10% 时，100 次点击带来 10 单 ± 3 单；差一单，ACoS 就变动约十分之一。",
  "Rule of three, as for the return rate: no refund among 30 orders still allows a true rate of up to 10 % (95 % confidence).":
    "同退货率的“三法则”：30 单无退款，真实退款率仍可能高达 10%（95% 置信度）。",
  "Statistics: no bad one among 5 reviews still allows a true rate of 43 %; below ten the counts and an interval say more than a rate.":
    "统计：5 条评价无差评，真实差评率仍可能高达 43%；不到 10 条时，看条数和区间比看比率更可靠。",
  "Usual reading: 1 and 2 stars are negative, 3 are neutral; some teams count 3 as well.":
    "通行口径：1–2 星为差评，3 星为中评；有的团队把 3 星也算差评。",
  "At the platforms' limit of 4 %, 25 orders hold one late order: with fewer, one late order alone breaks it.":
    "平台上限为 4%，25 单正好容得下 1 单迟发；再少，迟发 1 单就超标。",
  "TikTok Shop US: 2 business days from the order; other shops as they promise it. Holds where the file names no day to ship by.":
    "TikTok Shop 美国：下单后 2 个工作日；其他店铺按各自承诺。仅在文件未写应发货时间时使用。",
  "Amazon Ads: 7 days for Sponsored Products of sellers, 14 days for Sponsored Brands and Display.":
    "亚马逊广告：卖家的商品推广为 7 天，品牌推广和展示型推广为 14 天。",
  "Amazon settles every 14 days; younger days rest on estimated fees.": "亚马逊每 14 天结算一次；未结算的日子按预估费用计算。",
  "Purser's own judgement: at a cost of 40 %, a tenth of the sales without one could hide 4 points of margin.":
    "Purser 的判断：成本占 40% 时，10% 的销售额没有成本就可能差出 4 个百分点的毛利。",
  "Nobody's but the team's own: there is no target until one is set, and none is invented.":
    "由团队自己定：没有设置就没有目标，Purser 不编造。",
  "Chinese ERPs mix averages of 7, 14, 30 and 60 days. On the public Online Retail data (642 products, six origins, 28 days ahead) this mixture errs by 32.0 % of demand, against 38.1, 32.9 and 36.3 % for 7, 30 and 90 days alone":
    "国内 ERP 多按 7、14、30、60 天加权。用公开的 Online Retail 数据回测（642 个商品、6 个起点、预测 28 天），这组权重的误差为需求的 32.0%，只用 7、30、90 天分别为 38.1%、32.9%、36.3%",
  "Purser's judgement: four whole weeks, so that each weekday is seen four times": "Purser 的判断：满四周，一周中每一天都有四次记录",
  "Purser's judgement: below a week the shortest window is not full, and one bulk order would pass for a rate (Online Retail's 23843 sold 80,995 on its only day)":
    "Purser 的判断：不足一周，最短的窗口都不满，一个大单会被当成日常销量（Online Retail 的 23843 只有一天有销量，当天卖出 80,995 件）",
  "Purser's judgement: after a month without data the 30-day window would be empty": "Purser 的判断：断数据满一个月，30 天窗口就空了",
  "Chinese ERPs' 智能备货 settings: 采购 7 天, 国内操作 3 天, 上架 5 天": "国内 ERP 的“智能备货”设置：采购 7 天、国内操作 3 天、上架 5 天",
  "「头程海运时效20天」 (full-chain document, stocking)": "「头程海运时效20天」（全链路文档，备货）",
  "Purser's judgement: 20 ± 5 days, the spread of the backtest, has its 90 % point 32 % above the middle":
    "Purser 的判断：回测所用的 20 ± 5 天，90% 分位比中位数高 32%",
  "Three times the 国内操作 3 天 of Chinese ERPs' 智能备货 settings (Purser's judgement)":
    "国内 ERP 智能备货设置里“国内操作 3 天”的三倍（Purser 的判断）",
  "The backtest: for the same 95 % of demand served the pooled method holds 19 % less stock than daily sales without stock-out days":
    "回测：同样满足 95% 的需求，合并学习的方法比“剔除断货日的日均销量”少备 19% 的货",
  "Purser's judgement: retail orders of ten of one product are rare (JTL-Wawi leaves order peaks out of its forecast, too)":
    "Purser 的判断：零售单一次买同款十件很少见（JTL-Wawi 预测时也剔除大单）",
  "Purser's judgement: a week for the team to agree and for the supplier to confirm": "Purser 的判断：留一周给团队确认、给供应商回复",
  "Tried by Purser on a wholesaler's year (Online Retail): of 1, 2, 3, 5 times and no limit, three forecast the next eight weeks best":
    "Purser 用一家批发商一年的数据试过（Online Retail）：1、2、3、5 倍和不限之中，3 倍对之后八周预测得最准。",
  "Purser's judgement: five times a usual day is beyond what retail demand does by chance":
    "Purser 的判断：平常一天的五倍，已不是零售需求的偶然波动",
  "Purser's judgement, on the backtest's data: six weeks outsold 1.5 times the best six weeks of the 200 days before in 4 % of cases, and a year with its season knows more than 200 days":
    "Purser 的判断，依据回测数据：六周销量超过此前 200 天最好六周 1.5 倍的情形占 4%；计入季节的一整年所知更多",
  "The backtest, on products and months that its figures are not measured on: 8 % less stock for the same 95 % of units, and the promise still kept":
    "回测（未用于公布数字的商品和月份）：同样满足 95% 的件数，库存少 8%，承诺仍能兑现",
  "Purser's judgement: a unit that is expected to lose money is no service to the shop; where price, cost or freight is not known nothing is left out":
    "Purser 的判断：预计亏钱的货不算服务；售价、成本或运费未知时不减",
  "Purser's judgement: a typing error or a second thought comes back within a week; what comes back later had been wanted":
    "Purser 的判断：录错或反悔一般一周内退回；更晚退回的，当初是真有需求",
  "Purser's judgement: four are exceeded by chance once in some 30,000 looks, one false burst a month for a thousand SKUs":
    "Purser 的判断：四倍标准差约三万次才偶然超过一次，一千个 SKU 一个月误报一次",
  "Purser's judgement: two whole weeks, so that each weekday was seen twice": "Purser 的判断：整两周，各星期几都看到两次",
  "「需设置弹性库存响应机制」 (promo document, content channels) gives no number; Purser's judgement: a video's reach halves within a week":
    "「需设置弹性库存响应机制」（大促文档，内容渠道）没有给数字；Purser 的判断：一条视频的热度一周减半",
  "Silver, Pyke & Thomas: fill rate and cycle service are not the same number, and a plan must say which it means; 「首次备货量=…」 (full-chain document) for the formulas":
    "Silver、Pyke、Thomas：按件满足率和周期服务水平不是同一个数，计划必须说明用的是哪个；公式见「首次备货量=…」（全链路文档）",
  "Purser's judgement: a lost unit costs its margin (some 30 % of the price), a unit that waits two months for a sale some 2 to 3 % in capital and storage":
    "Purser 的判断：少卖一件损失毛利（约售价的 30%），多压两个月只多花 2%–3% 的资金和仓储",
  "The backtest, on products and months that its figures are not measured on: less would starve erratic products to serve steady ones":
    "回测，用不参与评分的商品和月份试出：再低，就会让波动大的商品缺货去保稳定的商品",
  "Purser's judgement: the slowest of 8 stands at the 89 % point on average (n/(n+1)), which is the slow tenth that plans rest on":
    "Purser 的判断：8 票里最慢的一票平均落在 89% 分位（n/(n+1)），正是计划所依据的“十次里最慢的一次”",
  "Amazon's referral fee is 15 % in most categories; fulfilment takes about as much again (Purser's judgement: set it by your own settlements)":
    "亚马逊多数类目的佣金是 15%，配送费大致也占这么多（Purser 的判断：请按自己的结算报表设置）",
  "Textbook carrying charge of 20 % a year (Silver, Pyke & Thomas, ch. 1)":
    "教科书的库存持有成本：每年 20%（Silver、Pyke、Thomas，第 1 章）",
  "Purser's judgement: no report says what a lost rank costs, so nothing is assumed; raise it where a stock-out cost you one":
    "Purser 的判断：没有报表说得清掉排名的代价，所以默认不算；断货掉过排名的店铺请调高",
  "Purser's judgement: a second shipment for less than a day's sales is not worth its papers":
    "Purser 的判断：为不到一天的销量多发一票，不够抵单证和操作",
  "Purser's judgement: an air shipment has a minimum charge (commonly 45 kg, or a least bill), a clearance and papers of its own; 20 is a modest share of these in dollars. Set 0 where many SKUs fly together anyway":
    "Purser 的判断：空运有起收重量（常见 45 公斤）或最低收费，还要单独报关和做单证；20 按美元算只是其中不大的一部分。很多 SKU 本来就一起飞的，可设为 0",
  "Purser's judgement: a tenth of an order that is still there after half a year is not chance any more":
    "Purser 的判断：半年后还剩一成，就不是偶然了",
  "「提前1周与海外仓预约入库时间」 (full-chain document, fulfilment): a week from booking to shelf":
    "「提前1周与海外仓预约入库时间」（全链路文档，履约）：预约到上架一周",
  "Purser's judgement: platforms write a new snapshot every day; three days bridge a weekend":
    "Purser 的判断：平台每天更新库存快照；三天够跨过一个周末",
  "Textbook default (Chopra & Meindl; Snyder & Shen): z = 1.645": "教科书默认值（Chopra 与 Meindl；Snyder 与 Shen）：z = 1.645",
  "Chinese ERPs' 智能备货 settings: 非空运备货周期 30 天; Inventory Planner: 30 days of stock":
    "国内 ERP 的“智能备货”设置：非空运备货周期 30 天；Inventory Planner：备 30 天的货",
  "Purser's judgement: a year and a half of stock outlives most listings, and costs more in capital and storage than it earns":
    "Purser 的判断：够卖一年半的货比大多数链接活得还久，资金和仓储成本也超过利润",
  "Purser's judgement: less than a unit a quarter is no demand to plan for": "Purser 的判断：一个季度卖不到 1 件，不值得做计划",
  "FBA's aged-inventory surcharge begins on day 181": "FBA 超龄库存附加费从第 181 天起收",
  [`${FIRST_STOCK} (full-chain document, stocking)`]: `${FIRST_STOCK}（全链路文档，备货）`,
  [TURNOVER]: TURNOVER,
  "Amazon: the fee applies when both the 30-day and the 90-day historical days of supply are below 28":
    "亚马逊：30 天和 90 天的历史供货天数都低于 28 天时收低库存费",
  [`${PEAK} (full-chain document, stocking)`]: `${PEAK}（全链路文档，备货）`,
  "「提前30天规划头程」 (promotion document)": "「提前30天规划头程」（大促文档）",
  "Amazon US 2025: FBA minimal splits by 20 October for Black Friday on 28 November":
    "亚马逊美国 2025：选“最少货件分拆”的货件须在 10 月 20 日前到仓，黑五为 11 月 28 日",
  "Purser's judgement: the documents' three months of freight, and as long for choosing, sampling and production":
    "Purser 的判断：文档所说的三个月头程，加上同样长的选品、打样和生产时间",
  "Purser's judgement: two weeks, time for an express shipment or a transfer; 「自动提醒“库存不足”」 names no number":
    "Purser 的判断：两周，够发快递或调拨；「自动提醒“库存不足”」没有写天数",
  "Purser's judgement: half as far again as the warning, so that a good day does not end it and a bad day begin it anew":
    "Purser 的判断：比预警线再远一半，免得一天卖得少就解除、一天卖得多又预警",
  "「需设置弹性库存响应机制」 (promotion document, content channels)": "「需设置弹性库存响应机制」（大促文档，内容渠道）",
  "Purser's judgement: a campaign day doubles a shop, a video multiplies one product":
    "Purser 的判断：活动日让全店翻倍，一条视频让单品翻几倍",
  "Purser's judgement: fewer are one buyer's order": "Purser 的判断：再少，可能只是一个买家的一单",
  "Purser's judgement: a tenth, so that daily sales around the reorder point do not make it flap":
    "Purser 的判断：高出一成，免得销量在补货点附近波动时反复预警",
  "Purser's judgement: where one unit in five comes back, listing or goods want a look before more of them are bought":
    "Purser 的判断：五件里退一件，先看商品和链接，再决定补不补。",
  "Purser's judgement: four whole weeks; in one week most SKUs sell too few units for a rate":
    "Purser 的判断：满四周；只看一周，多数 SKU 销量太少，算不出可信的退货率",
  "Purser's judgement: twelve whole weeks, long enough for a rate and short enough to be the same product":
    "Purser 的判断：满十二周，够长能算出退货率，又不至于商品已经换了样",
  "Purser's judgement: two may be an accident; judged by orders, since the pieces of one order come back together":
    "Purser 的判断：两单可能只是偶然；按订单数判断，因为同一单的几件会一起退",
  "Counted on a seller of 400 SKUs: some forty pairs of SKU and reason have enough returns to be compared in a week, so that at one in two hundred a false alarm comes every fifth week (exact test of two Poisson rates)":
    "在一个 400 SKU 的卖家上实测：一周约有四十组 SKU 与原因的退货够多、可以比较；按二百分之一的标准，大约五周误报一次（两个泊松比率的精确检验）",
  "Purser's judgement: 「每月召开“全链路复盘会”」 names no day; the fourth leaves three days to fill it in after the month has ended":
    "Purser 的判断：「每月召开“全链路复盘会”」没有写哪一天；定在 4 号，月底之后有三天可以填写",
  "Purser's judgement: posted three days ahead; retro tools give at least 48 hours for input":
    "Purser 的判断：提前三天发出；复盘工具一般至少留 48 小时填写",
  "Purser's judgement: an action that two retros have carried over is not going to be done by itself":
    "Purser 的判断：两次复盘都往后顺延的行动，不会自己完成",
  "Purser's judgement: thirty days are as long as the month that it is held against": "Purser 的判断：三十天，与对照的那个月一样长",
  "Purser's judgement: a tenth of the figure of the month before; less than that is in most months the usual up and down":
    "Purser 的判断：上月数值的十分之一；再小的变化多半是平常的波动",
  "Purser's judgement: orders and stock are exported every working day; one day of grace for the morning's export":
    "Purser 的判断：订单和库存每个工作日导出，留一天等早上的导出",
  "Amazon: Sales and Traffic figures of a day settle within about 72 hours": "亚马逊：一天的销售与流量数据约 72 小时后稳定",
  "Amazon Ads: clicks and sales of a day are restated for about 72 hours": "亚马逊广告：一天的点击和销售额约 72 小时内还会修正",
  "Purser's judgement: looked at once a week by the operating documents' weekly rhythm": "Purser 的判断：运营文档按周复盘，每周看一次",
  "Amazon settles every 14 days": "亚马逊每 14 天结算一次",
  "Wheeler, Understanding Variation: limits from as few as five or six values are useful":
    "Wheeler《Understanding Variation》：五六个数据点算出的界限就有用",
  "Wheeler, Understanding Variation: eight successive values on one side of the central line; the median, so that one wild day does not move it":
    "Wheeler《Understanding Variation》：连续 8 个点在中心线同一侧；用中位数，免得被某一天的异常值带偏",
  "「识别TOP 20%贡献SKU」 (promotion document)": "「识别TOP 20%贡献SKU」",
  "「预留10%-20%安全库存」 (promotion document)": "「预留10%-20%安全库存」",
  "「预留总成本10%-15%作为缓冲」 (promotion document)": "「预留总成本10%-15%作为缓冲」",
  "Amazon US 2025: goods for 28 November had to arrive 29 to 50 days before, by programme; the shortest, rounded up":
    "亚马逊美国 2025：11 月 28 日的大促，货要提前 29 至 50 天到仓（按入仓方式）；取最短的，向上取整。",
  "「明确报名截止、入仓截止、促销生效时间」 (promotion document); the days are Purser's judgement":
    "「明确报名截止、入仓截止、促销生效时间」；提前几天是 Purser 的判断。",
  "Purser's judgement: four whole weeks, so that weekdays weigh alike; days of other sales events are left out":
    "Purser 的判断：整四周，各星期几权重相同；其他大促的日子不算。",
  "Purser's judgement: a rate that rests on 20 units is off by about a fifth": "Purser 的判断：20 件算出的比率，误差约两成。",
  "Purser's judgement: who sold out on the first evening tells nothing of the other days":
    "Purser 的判断：第一晚就卖完的，说明不了后几天。",
  "Purser's judgement: about what a product of usual margin comes to when half of its cost is lost on what is left over":
    "Purser 的判断：毛利一般、剩货亏一半成本的商品大约如此。",
  "Purser's judgement: cleared at a loss or held for months; set it by your own clearances":
    "Purser 的判断：亏本清仓或压几个月；按自己的清仓价来设。",
  "Purser's judgement: in two of three cases within 40 % of the forecast": "Purser 的判断：三次里有两次，实际与预测相差 40% 以内。",
};

const KPIS: Readonly<Record<string, string>> = {
  "Amazon Ads: spend ÷ sales that are ascribed to the ads, within the attribution window of the report.":
    "亚马逊广告：花费 ÷ 归因到广告的销售额，按报告的归因期。",
  "动销率: SKUs with at least one sale ÷ active SKUs that were in stock on at least one day.":
    "动销率通行口径：至少卖出一件的 SKU ÷ 至少一天有货的在售 SKU。",
  "Net sales ÷ distinct orders.": "净销售额 ÷ 去重后的订单数。",
  "Sales of valid lines ÷ their units (Amazon: ordered product sales ÷ units ordered).":
    "有效订单行的销售额 ÷ 件数（亚马逊：已订购商品销售额 ÷ 已订购商品数量）。",
  "New reviews with 1 or 2 stars ÷ new reviews of the period; not ÷ orders and not ÷ units, which are other numbers.":
    "本期新增 1–2 星评价 ÷ 本期新增评价；除以订单或销量是另外的指标。",
  "CM1 = net sales − landed cost − commission − fulfilment − payment − storage fees of the platform.":
    "CM1 = 净销售额 − 到岸成本 − 平台的佣金、配送、支付、仓储费。",
  "CM2 = CM1 − costs of returns: fees for returns less reimbursements, and goods that cannot be sold again.":
    "CM2 = CM1 − 退货成本：退货费用减赔偿，以及不能再售的货值。",
  "CM3 = CM2 − ads − commission of affiliates and creators, coupon and deal fees.":
    "CM3 = CM2 − 广告费 − 联盟与达人佣金、优惠券和秒杀费用。",
  "Amazon unitSessionPercentage: the report's units ordered ÷ its sessions.":
    "亚马逊 unitSessionPercentage：报告中的已订购商品数量 ÷ 会话数。",
  "Advertising consoles: spend ÷ clicks.": "各广告后台：花费 ÷ 点击。",
  "Advertising consoles: clicks ÷ impressions.": "各广告后台：点击 ÷ 曝光。",
  "Sellable units at the end of the period ÷ mean units a day over the period; nothing on the way is counted.":
    "期末可售库存 ÷ 期间日均销量；不算在途。",
  "Value of everything placed, later cancelled or unpaid lines included: the figure that live dashboards show.":
    "全部下单金额，含之后取消或未付款的；即后台实时看板上的数。",
  "Shopify's gross sales: price × quantity before discounts, tax, shipping and returns; without cancelled, unpaid, test, sample, MCF and replacement lines.":
    "同 Shopify 的 gross sales：单价 × 数量，未减折扣、税费、运费和退货；不含取消、未付款、测试、样品、多渠道配送和换货的订单行。",
  "(Net sales − landed cost) ÷ net sales; landed = purchase + freight + duty + packaging and inspection, by layers in force on the order day.":
    "（净销售额 − 到岸成本）÷ 净销售额；到岸成本 = 采购 + 头程 + 关税 + 包装与质检，按下单日有效的成本计。",
  "SKU-days with sellable stock ÷ all SKU-days that a stock snapshot speaks of.": "有可售库存的 SKU·天 ÷ 有库存快照的全部 SKU·天。",
  "Amazon's late shipment rate: seller-fulfilled orders that left after their expected ship date ÷ orders due; target below 4 %. TikTok Shop US: 2 business days, 4 % at most.":
    "亚马逊迟发率：超过预计发货日才发出的自发货订单 ÷ 应发订单，要求低于 4%。TikTok Shop 美国：2 个工作日，最多 4%。",
  "Shopify and dbt_shopify: net sales = gross sales − discounts − returns; refunds counted when they happen (event basis).":
    "Shopify 与 dbt_shopify：净销售额 = 总销售额 − 折扣 − 退货；退款按发生日计。",
  "Distinct order ids with at least one valid line.": "至少有一行有效的订单，按订单号去重。",
  "By value and event, as sellers' ERPs have it: refunds paid in the period ÷ sales after discounts of the period.":
    "按金额、按发生日，同卖家 ERP 的口径：本期退款 ÷ 本期折后销售额。",
  "Returned units of the orders placed in the period ÷ units of those orders, at D+30.":
    "本期下单的订单截至 D+30 退回的件数 ÷ 这些订单的件数。",
  "Units that came back in the period ÷ units sold in the period (event basis).": "本期退回件数 ÷ 本期销量（按发生日）。",
  "Amazon Ads: sales that are ascribed to the ads ÷ spend; 1 ÷ ACoS.": "亚马逊广告：归因到广告的销售额 ÷ 花费，即 1 ÷ ACoS。",
  "Amazon: units shipped in the past 90 days ÷ average units on hand in those 90 days.":
    "亚马逊：近 90 天发货件数 ÷ 这 90 天的平均可售库存。",
  "Amazon Sales and Traffic report: visits within 24 hours by one visitor are one session.":
    "亚马逊销售与流量报告：同一访客 24 小时内的访问算一次会话。",
  "All ad spend (Sponsored Products, Brands, Display and other) ÷ all sales of valid lines.":
    "全部广告花费（商品推广、品牌推广、展示型推广等）÷ 有效订单行的全部销售额。",
  "Units ÷ mean sellable units on hand, per 30 days; days of cover = 30 ÷ turnover.":
    "销量 ÷ 平均可售库存，折合每 30 天；可售天数 = 30 ÷ 周转率。",
  "Sum of the quantities of valid order lines.": "有效订单行的数量之和。",
};

/** The Chinese of a declared source. */
export function sourceZh(source: string): string {
  const zh = POLICIES[source] ?? KPIS[source];
  if (zh === undefined) throw new Error(`test/docs/sources-zh.ts has no Chinese for the source "${source}"`);
  return zh;
}

/** Translations whose source is declared nowhere any more. */
export const unusedSources = (declared: ReadonlySet<string>): string[] =>
  [...Object.keys(POLICIES), ...Object.keys(KPIS)].filter((s) => !declared.has(s));
