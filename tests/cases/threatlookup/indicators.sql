-- case: a row for every match; a row without one stays
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c11, c5, c4, c6, c7, c8, c9, c10, c12, c13, c14, c15, c16
FROM (
  WITH
    lowerUTF8(f_ip) AS c2
  SELECT c2, collector, collector_id, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t18
LEFT JOIN (
  WITH
    lowerUTF8(v3) AS c1,
    lowerUTF8(c1) AS c3
  SELECT c3 AS k17, v7 AS c4, v5 AS c5, v9 AS c6, v1 AS c7, v12 AS c8, v3 AS c9, v8 AS c10, v2 AS c11, v6 AS c12, v4 AS c13, v13 AS c14, v10 AS c15, v11 AS c16
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3)))
) AS t19 ON t18.c2 = t19.k17
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: the best match alone, and how many there are
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, f_domain, f_ip, f_namespace
FROM (
  WITH
    lowerUTF8(f_ip) AS c17
  SELECT c17, collector, collector_id, f_domain, f_ip, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t34
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c1,
    c1 AS c2,
    tupleElement(argMax(tuple(v1), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c3,
    tupleElement(argMax(tuple(v2), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c4,
    tupleElement(argMax(tuple(v3), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c5,
    tupleElement(argMax(tuple(v4), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c6,
    tupleElement(argMax(tuple(v5), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c7,
    tupleElement(argMax(tuple(v6), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c8,
    tupleElement(argMax(tuple(v7), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c9,
    tupleElement(argMax(tuple(v8), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c10,
    tupleElement(argMax(tuple(v9), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c11,
    tupleElement(argMax(tuple(v10), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c12,
    tupleElement(argMax(tuple(v11), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c13,
    tupleElement(argMax(tuple(v12), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c14,
    tupleElement(argMax(tuple(v13), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c15,
    toInt64(count()) AS c16,
    lowerUTF8(c2) AS c18
  SELECT c18 AS k33, c9 AS c19, c7 AS c20, c11 AS c21, c3 AS c22, c14 AS c23, c5 AS c24, c10 AS c25, c16 AS c26, c4 AS c27, c8 AS c28, c6 AS c29, c15 AS c30, c12 AS c31, c13 AS c32
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3)))
  GROUP BY c2
) AS t35 ON t34.c17 = t35.k33
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: one source, in any case
WITH
  toInt64(count()) AS c33
SELECT c33
FROM (
  WITH
    lowerUTF8(f_ip) AS c17
  SELECT c17
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t35
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c1,
    c1 AS c2,
    tupleElement(argMax(tuple(v5), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c7,
    lowerUTF8(c2) AS c18
  SELECT c18 AS k34, c7 AS c20
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3))) AND lowerUTF8(v2) = 'feed'
  GROUP BY c2
) AS t36 ON t35.c17 = t36.k34
WHERE c20 > 50
SETTINGS join_use_nulls = 1

-- case: several fields make a row each
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c25, c20, c21, c22, c23, c24, c26, c27, c28, c29, c30, c31, c32, c33
FROM (
  WITH
    lowerUTF8(c17) AS c18
  SELECT c18, collector, collector_id, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      arrayJoin([f_ip, f_domain]) AS c17
    SELECT c17, collector, collector_id, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t34
) AS t36
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c1,
    c1 AS c2,
    tupleElement(argMax(tuple(v1), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c3,
    tupleElement(argMax(tuple(v2), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c4,
    tupleElement(argMax(tuple(v3), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c5,
    tupleElement(argMax(tuple(v4), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c6,
    tupleElement(argMax(tuple(v5), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c7,
    tupleElement(argMax(tuple(v6), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c8,
    tupleElement(argMax(tuple(v7), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c9,
    tupleElement(argMax(tuple(v8), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c10,
    tupleElement(argMax(tuple(v9), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c11,
    tupleElement(argMax(tuple(v10), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c12,
    tupleElement(argMax(tuple(v11), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c13,
    tupleElement(argMax(tuple(v12), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c14,
    tupleElement(argMax(tuple(v13), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c15,
    toInt64(count()) AS c16,
    lowerUTF8(c2) AS c19
  SELECT c19 AS k35, c9 AS c20, c7 AS c21, c11 AS c22, c3 AS c23, c14 AS c24, c5 AS c25, c10 AS c26, c16 AS c27, c4 AS c28, c8 AS c29, c6 AS c30, c15 AS c31, c12 AS c32, c13 AS c33
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3)))
  GROUP BY c2
) AS t37 ON t36.c18 = t37.k35
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: of records, without those that match nothing
SELECT c1, c27, c30
FROM (
  WITH
    f_ip AS c1,
    lowerUTF8(c1) AS c19
  SELECT c1, c19
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
) AS t36
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c3,
    c3 AS c4,
    tupleElement(argMax(tuple(v2), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c6,
    tupleElement(argMax(tuple(v6), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c10,
    tupleElement(argMax(tuple(v8), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c12,
    lowerUTF8(c4) AS c20
  SELECT c20 AS k35, c12 AS c27, c6 AS c29, c10 AS c30
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3)))
  GROUP BY c4
) AS t37 ON t36.c19 = t37.k35
WHERE NOT isNull(c29)
ORDER BY c1 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: the source behind the field
WITH
  toInt64(count()) AS c33
SELECT c33
FROM (
  WITH
    lowerUTF8(f_ip) AS c17
  SELECT c17
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t35
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c1,
    c1 AS c2,
    tupleElement(argMax(tuple(v5), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c7,
    lowerUTF8(c2) AS c18
  SELECT c18 AS k34, c7 AS c20
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3))) AND lowerUTF8(v2) = 'feed'
  GROUP BY c2
) AS t36 ON t35.c17 = t36.k34
WHERE c20 > 50
SETTINGS join_use_nulls = 1
