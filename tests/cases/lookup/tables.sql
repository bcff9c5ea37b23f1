-- case: by its primary key, without case; no match is absent
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_n, f_name, f_namespace, f_ok, f_team, f_u, c3
FROM (
  WITH
    lowerUTF8(f_u) AS c1
  SELECT c1, collector, collector_id, f_n, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t6
LEFT ANY JOIN (
  WITH
    lowerUTF8(v1) AS c2
  SELECT c2 AS k5, v2 AS c3, v3 AS c4
  FROM lookup_14a241e3851ffd3c_1 FINAL
) AS t7 ON t6.c1 = t7.k5
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: either side may be the column, and the path may be written in any case
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_name, f_namespace, f_ok, f_team, f_u, c3
FROM (
  WITH
    lowerUTF8(f_u) AS c1
  SELECT c1, collector, collector_id, f_n, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t5
LEFT ANY JOIN (
  WITH
    lowerUTF8(v1) AS c2
  SELECT c2 AS k4, v2 AS c3
  FROM lookup_14a241e3851ffd3c_1 FINAL
) AS t6 ON t5.c1 = t6.k4
WHERE NOT isNull(c3)
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a name without as keeps the name of the query
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, c3, f_namespace, f_ok, f_team, f_u
FROM (
  WITH
    lowerUTF8(f_u) AS c1
  SELECT c1, collector, collector_id, f_n, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t5
LEFT ANY JOIN (
  WITH
    lowerUTF8(v1) AS c2
  SELECT c2 AS k4, v2 AS c3
  FROM lookup_14a241e3851ffd3c_1 FINAL
) AS t6 ON t5.c1 = t6.k4
WHERE c3 = 'Ana'
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a field of that name is replaced, by nothing where nothing matches
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, c3, f_namespace, f_ok, f_team, f_u
FROM (
  WITH
    lowerUTF8(f_u) AS c1
  SELECT c1, collector, collector_id, f_n, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t5
LEFT ANY JOIN (
  WITH
    lowerUTF8(v1) AS c2
  SELECT c2 AS k4, v2 AS c3
  FROM lookup_14a241e3851ffd3c_1 FINAL
) AS t6 ON t5.c1 = t6.k4
WHERE isNull(c3)
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: all columns, of records, which keep their order
SELECT c1, c2, c5, c6, c7, c8, c9
FROM (
  WITH
    f_u AS c1,
    toInt64(count()) AS c2,
    lowerUTF8(c1) AS c3
  SELECT c1, c2, c3
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
) AS t11
LEFT ANY JOIN (
  WITH
    lowerUTF8(v1) AS c4
  SELECT c4 AS k10, v1 AS c5, v2 AS c6, v3 AS c7, v4 AS c8, v5 AS c9
  FROM lookup_14a241e3851ffd3c_1 FINAL
) AS t12 ON t11.c3 = t12.k10
ORDER BY c1 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: all columns but the one that a field of its name is compared with
SELECT c1, c2, c6, c7
FROM (
  WITH
    f_team AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
) AS t9
LEFT ANY JOIN (
  WITH
    v1 AS c3,
    tupleElement(argMax(tuple(v2), version), 1) AS c4,
    tupleElement(argMax(tuple(v3), version), 1) AS c5
  SELECT c3 AS k8, c4 AS c6, c5 AS c7
  FROM lookup_918def4ecdf3d004_1 FINAL
  GROUP BY c3
) AS t10 ON t9.c1 = t10.k8
ORDER BY c1 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a later row of the same key replaces one before
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_n, f_name, f_namespace, f_ok, f_team, f_u, c4
FROM (
  WITH
    'U3' AS c1,
    lowerUTF8(c1) AS c2
  SELECT c1, c2, collector, collector_id, f_n, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t6
LEFT ANY JOIN (
  WITH
    lowerUTF8(v1) AS c3
  SELECT c3 AS k5, v2 AS c4
  FROM lookup_14a241e3851ffd3c_1 FINAL
) AS t7 ON t6.c2 = t7.k5
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a key of two columns, numbers as numbers
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_n, f_name, f_namespace, f_ok, f_team, c6, f_u
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_n))) AS c1,
    lowerUTF8(f_u) AS c2,
    toFloat64(c1) AS c4
  SELECT c1, c2, c4, collector, collector_id, f_n, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t9
LEFT ANY JOIN (
  WITH
    lowerUTF8(v1) AS c3,
    toFloat64(v2) AS c5
  SELECT c3 AS k7, c5 AS k8, v3 AS c6
  FROM lookup_fb095624103259f8_1 FINAL
) AS t10 ON t9.c2 = t10.k7 AND t9.c4 = t10.k8
WHERE NOT isNull(c6)
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: commas join conditions too, and a single name stands for both sides
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_name, f_namespace, f_ok, f_team, c4, f_u, f_u
FROM (
  WITH
    ifNull(toInt64OrNull(trimBoth(toString(f_n))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_n)))), 'Int64')) AS c1,
    lowerUTF8(f_u) AS c2
  SELECT c1, c2, collector, collector_id, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t7
LEFT ANY JOIN (
  WITH
    lowerUTF8(v1) AS c3
  SELECT c3 AS k5, v2 AS k6, v3 AS c4
  FROM lookup_fb095624103259f8_1 FINAL
) AS t8 ON t7.c2 = t8.k5 AND t7.c1 = t8.k6
WHERE NOT isNull(c4)
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a saved file has case, and its last row counts
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_n, f_name, f_namespace, f_ok, c5, f_team, f_u
FROM (
  SELECT collector, collector_id, f_n, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t7
LEFT ANY JOIN (
  WITH
    v1 AS c1,
    tupleElement(argMax(tuple(v2), version), 1) AS c2,
    tupleElement(argMax(tuple(v3), version), 1) AS c3
  SELECT c1 AS k6, c2 AS c4, c3 AS c5
  FROM lookup_918def4ecdf3d004_1 FINAL
  GROUP BY c1
) AS t8 ON t7.f_team = t8.k6
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a saved file by another column, and with a slash in front
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_n, f_name, f_namespace, f_ok, c4, f_team, f_u
FROM (
  WITH
    'low' AS c1
  SELECT c1, collector, collector_id, f_n, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t6
LEFT ANY JOIN (
  WITH
    v2 AS c2,
    tupleElement(argMax(tuple(v1), version), 1) AS c3
  SELECT c2 AS k5, c3 AS c4
  FROM lookup_918def4ecdf3d004_1 FINAL
  GROUP BY c2
) AS t7 ON t6.c1 = t7.k5
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a table of the name of an address of the web
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_n, f_name, f_namespace, f_ok, f_team, f_u
FROM (
  SELECT collector, collector_id, f_n, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t5
LEFT ANY JOIN (
  WITH
    v1 AS c1,
    tupleElement(argMax(tuple(v2), version), 1) AS c2
  SELECT c1 AS k4, c2 AS c3
  FROM lookup_251652579f464bf4_1 FINAL
  GROUP BY c1
) AS t6 ON t5.f_team = t6.k4
WHERE NOT isNull(c3)
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: messages stay newest first
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_n, f_name, f_namespace, f_ok, f_team, f_u
FROM (
  SELECT collector, collector_id, f_n, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 2
) AS t5
LEFT ANY JOIN (
  WITH
    v1 AS c1,
    tupleElement(argMax(tuple(v2), version), 1) AS c2
  SELECT c1 AS k4, c2 AS c3
  FROM lookup_918def4ecdf3d004_1 FINAL
  GROUP BY c1
) AS t6 ON t5.f_team = t6.k4
ORDER BY message_time DESC NULLS LAST
LIMIT 2
SETTINGS join_use_nulls = 1

-- case: one lookup after the other, the second by what the first gave
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c7, f_n, f_name, f_namespace, f_ok, c4, f_team, f_u, c3
FROM (
  WITH
    'red' AS c4
  SELECT c3, c4, collector, collector_id, f_n, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      lowerUTF8(f_u) AS c1
    SELECT c1, collector, collector_id, f_n, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t9
  LEFT ANY JOIN (
    WITH
      lowerUTF8(v1) AS c2
    SELECT c2 AS k8, v2 AS c3
    FROM lookup_14a241e3851ffd3c_1 FINAL
  ) AS t10 ON t9.c1 = t10.k8
) AS t12
LEFT ANY JOIN (
  WITH
    v1 AS c5,
    tupleElement(argMax(tuple(v2), version), 1) AS c6
  SELECT c5 AS k11, c6 AS c7
  FROM lookup_918def4ecdf3d004_1 FINAL
  GROUP BY c5
) AS t13 ON t12.c4 = t13.k11
WHERE c3 = 'Ana'
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: groups of what was looked up
WITH
  c3 AS c4,
  toInt64(count()) AS c5
SELECT c4, c5
FROM (
  SELECT f_team
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t7
LEFT ANY JOIN (
  WITH
    v1 AS c1,
    tupleElement(argMax(tuple(v2), version), 1) AS c2
  SELECT c1 AS k6, c2 AS c3
  FROM lookup_918def4ecdf3d004_1 FINAL
  GROUP BY c1
) AS t8 ON t7.f_team = t8.k6
GROUP BY c4
ORDER BY c4 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a truth value and a number with a fraction come as they are
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_n, f_name, f_namespace, f_ok, c4, f_team, f_u
FROM (
  WITH
    lowerUTF8(f_u) AS c1
  SELECT c1, collector, collector_id, f_n, f_name, f_namespace, f_ok, f_team, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t6
LEFT ANY JOIN (
  WITH
    lowerUTF8(v1) AS c2
  SELECT c2 AS k5, v4 AS c3, v5 AS c4
  FROM lookup_14a241e3851ffd3c_1 FINAL
) AS t7 ON t6.c1 = t7.k5
WHERE c3 AND c4 > 1
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: lookupContains in where, with a key of two columns
WITH
  toFloat64OrNull(trimBoth(toString(f_n))) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_n, f_name, f_namespace, f_ok, f_team, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND ifNull(tuple(lowerUTF8(f_u), toFloat64(c1)) IN (WITH lowerUTF8(v1) AS c2, toFloat64(v2) AS c3 SELECT c2, c3 FROM lookup_fb095624103259f8_1 FINAL), false)
ORDER BY message_time DESC NULLS LAST

-- case: lookupContains as a stage, and negated in if
WITH
  toBool(ifNull(lowerUTF8(f_u) IN (WITH lowerUTF8(v1) AS c1 SELECT c1 FROM lookup_14a241e3851ffd3c_1 FINAL), false)) AS c2,
  if(NOT ifNull(f_team IN (SELECT v1 FROM lookup_918def4ecdf3d004_1 FINAL), false), 'no', 'yes') AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_n, f_name, f_namespace, f_ok, c3, f_team, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: lookupContains of records
WITH
  f_u AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING ifNull(lowerUTF8(c1) IN (WITH lowerUTF8(v1) AS c3 SELECT c3 FROM lookup_14a241e3851ffd3c_1 FINAL), false)
ORDER BY c1 ASC NULLS LAST

-- case: a table that the hosted service fills is one's own here
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_u, c3
FROM (
  SELECT collector, collector_id, f_u, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t5
LEFT ANY JOIN (
  WITH
    v1 AS c1,
    tupleElement(argMax(tuple(v2), version), 1) AS c2
  SELECT c1 AS k4, c2 AS c3
  FROM lookup_c89249c519a846f6_1 FINAL
  GROUP BY c1
) AS t6 ON t5.f_u = t6.k4
WHERE NOT isNull(c3)
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: and its rows begin a query
SELECT v1
FROM lookup_c89249c519a846f6_1 FINAL
ORDER BY version ASC NULLS LAST
