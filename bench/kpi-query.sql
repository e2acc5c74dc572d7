-- The questions of kpi-query.ts as an analyst would write them against the facts, knowing that nothing is pending and nothing is missing.
-- $1 store codes, $2 first day, $3 last day. One line a key: key, then the measures with two decimals.

-- name: gmv-30-days
SELECT l.day || ' ' || round(sum(l.amount), 2) AS line
FROM order_line l JOIN store s ON s.id = l.store_id
WHERE s.code = ANY($1::text[]) AND l.day BETWEEN $2::date AND $3::date AND l.flag IS NULL
GROUP BY l.day ORDER BY l.day

-- name: aov-company
SELECT ' ' || round(sum(amount), 2) || ' ' || sum(orders) || '.00' AS line FROM (
  SELECT l.store_id, sum(l.amount) AS amount, count(DISTINCT l.order_id) AS orders
  FROM order_line l JOIN store s ON s.id = l.store_id
  WHERE s.code = ANY($1::text[]) AND l.day BETWEEN $2::date AND $3::date AND l.flag IS NULL
  GROUP BY l.store_id) x

-- name: units-by-sku
SELECT k.code || ' ' || x.units || '.00 ' || round(x.amount, 2) AS line FROM (
  SELECT l.sku_id, sum(l.quantity) AS units, sum(l.amount) AS amount
  FROM order_line l JOIN store s ON s.id = l.store_id
  WHERE s.code = ANY($1::text[]) AND l.day BETWEEN $2::date AND $3::date AND l.flag IS NULL
  GROUP BY l.sku_id) x
JOIN sku k ON k.id = x.sku_id ORDER BY k.code

-- name: year-by-store
SELECT s.code || ' ' || round(x.amount, 2) || ' ' || x.orders || '.00 ' || x.units || '.00' AS line FROM (
  SELECT l.store_id, sum(l.amount) AS amount, count(DISTINCT l.order_id) AS orders, sum(l.quantity) AS units
  FROM order_line l JOIN store s ON s.id = l.store_id
  WHERE s.code = ANY($1::text[]) AND l.day BETWEEN $2::date AND $3::date AND l.flag IS NULL
  GROUP BY l.store_id) x
JOIN store s ON s.id = x.store_id ORDER BY s.code

-- name: year-skus-sold
SELECT ' ' || (SELECT count(DISTINCT l.sku_id) FROM order_line l JOIN store s ON s.id = l.store_id
    WHERE s.code = ANY($1::text[]) AND l.day BETWEEN $2::date AND $3::date AND l.flag IS NULL) || '.00 '
  || (SELECT count(DISTINCT x.sku_id) FROM stock_snapshot x JOIN store_warehouse w ON w.warehouse_id = x.warehouse_id
    JOIN store s ON s.id = w.store_id JOIN sku k ON k.id = x.sku_id AND k.active
    WHERE s.code = ANY($1::text[]) AND x.day BETWEEN $2::date AND $3::date AND x.state = 'available' AND x.quantity > 0) || '.00' AS line

-- name: stock-by-store
SELECT s.code || ' ' || u.units || '.00 ' || round(v.stock, 2) AS line FROM store s
JOIN (SELECT store_id, sum(quantity) AS units FROM order_line
  WHERE store_id IN (SELECT id FROM store WHERE code = ANY($1::text[])) AND day BETWEEN $2::date AND $3::date AND flag IS NULL GROUP BY store_id) u ON u.store_id = s.id
JOIN (SELECT w.store_id, sum(x.quantity)::numeric / count(DISTINCT x.day) AS stock FROM stock_snapshot x JOIN store_warehouse w ON w.warehouse_id = x.warehouse_id
  WHERE x.day BETWEEN $2::date AND $3::date AND x.state = 'available' GROUP BY w.store_id) v ON v.store_id = s.id
WHERE s.code = ANY($1::text[]) ORDER BY s.code
