-- case: the lower end belongs to it, the upper one does not
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  floor(c1 / 10.0) AS c2,
  if(NOT isNaN(c1) AND isFinite(c2), c2, NULL) AS c3,
  c3 * 10.0 AS c4,
  (c3 + 1) * 10.0 AS c5,
  concat('[', if(c4 = round(c4), concat(toString(c4), '.0'), toString(c4)), ', ', if(c5 = round(c5), concat(toString(c5), '.0'), toString(c5)), ')') AS c6,
  c4 AS c7,
  c5 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, c7, c8, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: what lies outside goes to the first and to the last
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  least(greatest(floor(c1 / 10.0), 0.0), 2.0) AS c2,
  if(NOT isNaN(c1) AND isFinite(c2), c2, NULL) AS c3,
  c3 * 10.0 AS c4,
  (c3 + 1) * 10.0 AS c5,
  concat('[', if(c4 = round(c4), concat(toString(c4), '.0'), toString(c4)), ', ', if(c5 = round(c5), concat(toString(c5), '.0'), toString(c5)), ')') AS c6,
  c4 AS c7,
  c5 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, c7, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: intervals begin at min, which may be negative
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  greatest(floor((c1 - (-1.5)) / 2.5), 0.0) AS c2,
  if(NOT isNaN(c1) AND isFinite(c2), c2, NULL) AS c3,
  c3 * 2.5 + (-1.5) AS c4,
  (c3 + 1) * 2.5 + (-1.5) AS c5,
  concat('[', if(c4 = round(c4), concat(toString(c4), '.0'), toString(c4)), ', ', if(c5 = round(c5), concat(toString(c5), '.0'), toString(c5)), ')') AS c6,
  c4 AS c7,
  c5 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, c7, c8, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 3

-- case: the last interval may reach beyond max
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  least(floor(c1 / 20.0), 1.0) AS c2,
  if(NOT isNaN(c1) AND isFinite(c2), c2, NULL) AS c3,
  c3 * 20.0 AS c4,
  (c3 + 1) * 20.0 AS c5,
  concat('[', if(c4 = round(c4), concat(toString(c4), '.0'), toString(c4)), ', ', if(c5 = round(c5), concat(toString(c5), '.0'), toString(c5)), ')') AS c6,
  c4 AS c7,
  c5 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c7, c8, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toFloat64OrNull(trimBoth(toString(f_v))) > 20
ORDER BY message_time DESC NULLS LAST

-- case: a histogram
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  least(greatest(floor(c1 / 10.0), 0.0), 99.0) AS c2,
  if(NOT isNaN(c1) AND isFinite(c2), c2, NULL) AS c3,
  c3 * 10.0 AS c4,
  (c3 + 1) * 10.0 AS c5,
  concat('[', if(c4 = round(c4), concat(toString(c4), '.0'), toString(c4)), ', ', if(c5 = round(c5), concat(toString(c5), '.0'), toString(c5)), ')') AS c6,
  c4 AS c7,
  c6 AS c9,
  c7 AS c10,
  toInt64(count()) AS c11
SELECT c9, c11
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c9, c10
ORDER BY c10 ASC NULLS LAST, c9 ASC NULLS LAST

-- case: of whole numbers, of records
WITH
  f_h AS c1,
  toInt64(count()) AS c2,
  floor(c2 / 2.0) AS c3,
  if(NOT isNaN(c2) AND isFinite(c3), c3, NULL) AS c4,
  c4 * 2.0 AS c5,
  (c4 + 1) * 2.0 AS c6,
  concat('[', if(c5 = round(c5), concat(toString(c5), '.0'), toString(c5)), ', ', if(c6 = round(c6), concat(toString(c6), '.0'), toString(c6)), ')') AS c7,
  c5 AS c8,
  c6 AS c9
SELECT c1, c2, c7, c8, c9
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: the infinite and what is no number, without bounds
WITH
  if(raw = '1', 1 / 0, if(raw = '2', (-1) / 0, 0 / 0)) AS c1,
  floor(c1 / 10.0) AS c2,
  if(NOT isNaN(c1) AND isFinite(c2), c2, NULL) AS c3,
  c3 * 10.0 AS c4,
  (c3 + 1) * 10.0 AS c5,
  concat('[', if(c4 = round(c4), concat(toString(c4), '.0'), toString(c4)), ', ', if(c5 = round(c5), concat(toString(c5), '.0'), toString(c5)), ')') AS c6,
  c4 AS c7,
  c5 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, c7, c8, f_h, f_namespace, f_v, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 3

-- case: the infinite and what is no number, between bounds
WITH
  if(raw = '1', 1 / 0, if(raw = '2', (-1) / 0, 0 / 0)) AS c1,
  least(greatest(floor(c1 / 10.0), 0.0), 9.0) AS c2,
  if(NOT isNaN(c1) AND isFinite(c2), c2, NULL) AS c3,
  c3 * 10.0 AS c4,
  (c3 + 1) * 10.0 AS c5,
  concat('[', if(c4 = round(c4), concat(toString(c4), '.0'), toString(c4)), ', ', if(c5 = round(c5), concat(toString(c5), '.0'), toString(c5)), ')') AS c6,
  c4 AS c7,
  c5 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, c7, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 3

-- case: blanks around signs, sizes, a name that needs quotes
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  greatest(floor(c1 / 1000.0), 0.0) AS c2,
  if(NOT isNaN(c1) AND isFinite(c2), c2, NULL) AS c3,
  c3 * 1000.0 AS c4,
  (c3 + 1) * 1000.0 AS c5,
  concat('[', if(c4 = round(c4), concat(toString(c4), '.0'), toString(c4)), ', ', if(c5 = round(c5), concat(toString(c5), '.0'), toString(c5)), ')') AS c6,
  c4 AS c7,
  c5 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, c7, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 2

-- case: a later bin takes the place of the one before
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c9,
  floor(c9 / 2.0) AS c10,
  if(NOT isNaN(c9) AND isFinite(c10), c10, NULL) AS c11,
  c11 * 2.0 AS c12,
  (c11 + 1) * 2.0 AS c13,
  concat('[', if(c12 = round(c12), concat(toString(c12), '.0'), toString(c12)), ', ', if(c13 = round(c13), concat(toString(c13), '.0'), toString(c13)), ')') AS c14,
  c12 AS c15,
  c13 AS c16
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c14, c15, c16, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: no rows
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  floor(c1 / 10.0) AS c2,
  if(NOT isNaN(c1) AND isFinite(c2), c2, NULL) AS c3,
  c3 * 10.0 AS c4,
  (c3 + 1) * 10.0 AS c5,
  concat('[', if(c4 = round(c4), concat(toString(c4), '.0'), toString(c4)), ', ', if(c5 = round(c5), concat(toString(c5), '.0'), toString(c5)), ')') AS c6,
  c6 AS c9,
  toInt64(count()) AS c10
SELECT c9, c10
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c9
ORDER BY c9 ASC NULLS LAST

-- case: the field in parentheses
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  floor(c1 / 100.0) AS c2,
  if(NOT isNaN(c1) AND isFinite(c2), c2, NULL) AS c3,
  c3 * 100.0 AS c4,
  (c3 + 1) * 100.0 AS c5,
  concat('[', if(c4 = round(c4), concat(toString(c4), '.0'), toString(c4)), ', ', if(c5 = round(c5), concat(toString(c5), '.0'), toString(c5)), ')') AS c6,
  c4 AS c7,
  c5 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, c7, c8, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c7 = 1000
ORDER BY message_time DESC NULLS LAST
