-- case: precedence and parentheses
WITH
  52 * 6 - 2 AS c1,
  52 * (6 - 2) AS c2,
  2 + 3 * 4 - 10 / 5 AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: left to right
WITH
  10 - 3 - 2 AS c1,
  100 / 10 / 2 AS c2,
  10 - (3 - 2) AS c3,
  100 / (10 / 2) AS c4,
  moduloOrNull(moduloOrNull(44, 10), 3) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, c5, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: signs
WITH
  15 - (-5) AS c1,
  negate(toFloat64OrNull(trimBoth(toString(f_n)))) AS c2,
  negate(2 - 5) AS c3,
  3 - 3 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, f_n, c3, c4, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the remainder takes the sign of the dividend
WITH
  moduloOrNull(334, 10) AS c1,
  moduloOrNull(-7, 3) AS c2,
  moduloOrNull(7.5, 2) AS c3,
  moduloOrNull(7, 0) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: division is floating
WITH
  7 / 2 AS c1,
  5 / 0 AS c2,
  (-5) / 0 AS c3,
  0 / 0 AS c4,
  toFloat64OrNull(trimBoth(toString(f_n))) / 2 AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, c5, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: sizes
WITH
  2000 AS c1,
  2000 AS c2,
  1000000000 AS c3,
  1024 AS c4,
  1500000 AS c5,
  1073741824 AS c6,
  3000000000000 AS c7,
  1125899906842624 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, c5, c6, c7, c8, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: times, in milliseconds
WITH
  1500 AS c1,
  604800000 AS c2,
  60000 AS c3,
  1 AS c4,
  172800000 AS c5,
  10800000 AS c6,
  0.005 AS c7,
  1e-06 AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, c5, c6, c7, c8, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: scientific notation
WITH
  31400.0 AS c1,
  0.001 AS c2,
  2000.0 AS c3,
  0.5 AS c4,
  0.5 AS c5,
  7 AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, c5, c6, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a date is a subtraction
WITH
  2015 - 3 - 15 AS c1,
  3 / 15 / 2015 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: text turns into a number, or is absent
WITH
  toFloat64OrNull(trimBoth(toString(f_n))) * 2 AS c1,
  toFloat64OrNull(trimBoth(toString(f_n))) + 0.5 AS c2,
  toFloat64OrNull(trimBoth(toString(f_bad))) * 2 AS c3,
  4 * 5 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: null goes through arithmetic
WITH
  CAST(NULL AS Nullable(Float64)) + 1 AS c1,
  CAST(NULL AS Nullable(Float64)) * CAST(NULL AS Nullable(Float64)) AS c2,
  negate(CAST(NULL AS Nullable(Float64))) AS c3,
  toBool(isNull(CAST(NULL AS Nullable(Float64)) / 2)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, c4, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: large whole numbers
WITH
  9223372036854775807 AS c1,
  9223372036854775806 + 1 AS c2,
  1.8446744073709552e+19 AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_bad, c3, f_n, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
