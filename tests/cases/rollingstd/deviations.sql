-- case: of a single row it is nothing, then of those that there are
WITH
  stddevSampStable(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS c3,
  count() OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS c4,
  if(c4 = 1, 0.0, c3) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t6
ORDER BY c2 ASC NULLS LAST

-- case: ten rows where no number says otherwise
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    stddevSampStable(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c3,
    count() OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c4,
    if(c4 = 1, 0.0, c3) AS c5
  SELECT c2, c5, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
  ) AS t6
) AS t7
WHERE raw = '5'
ORDER BY c2 ASC NULLS LAST

-- case: in each group
WITH
  stddevSampStable(c1) OVER (PARTITION BY f_h ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c3,
  count() OVER (PARTITION BY f_h ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c4,
  if(c4 = 1, 0.0, c3) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_none, c5, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t6
ORDER BY c2 ASC NULLS LAST

-- case: a window of one row
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    stddevSampStable(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 0 PRECEDING AND CURRENT ROW) AS c3,
    count() OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 0 PRECEDING AND CURRENT ROW) AS c4,
    if(c4 = 1, 0.0, c3) AS c5
  SELECT c2, c5, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
  ) AS t6
) AS t7
WHERE c5 != 0
ORDER BY c2 ASC NULLS LAST

-- case: of records in the order of a sort
WITH
  stddevSampStable(c2) OVER (ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST ROWS BETWEEN 4 PRECEDING AND CURRENT ROW) AS c3,
  count() OVER (ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST ROWS BETWEEN 4 PRECEDING AND CURRENT ROW) AS c4,
  if(c4 = 1, 0.0, c3) AS c5
SELECT c1, c2, c5
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
  HAVING isNotNull(c2)
) AS t6
ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST

-- case: how many deviations from the mean
WITH
  arrayElement(arrayMap(v -> if(abs(v * 1000000.0) >= 4503599627370496.0, v, (floor(v * 1000000.0) + (v * 1000000.0 - floor(v * 1000000.0) >= 0.5)) / 1000000.0), [(toFloat64OrNull(trimBoth(toString(f_v))) - c7) / c5]), 1) AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c8
FROM (
  WITH
    avg(c6) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c7
  SELECT c2, c5, c7, collector, collector_id, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      stddevSampStable(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c3,
      count() OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c4,
      if(c4 = 1, 0.0, c3) AS c5,
      toFloat64OrNull(trimBoth(toString(f_v))) AS c6
    SELECT c2, c5, c6, collector, collector_id, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM (
      WITH
        toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
        toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
      SELECT c1, c2, collector, collector_id, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
      FROM logs
      WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_h = 'a' AND isNotNull(c1)
    ) AS t9
  ) AS t10
  WHERE isNotNull(c6)
) AS t11
WHERE c5 > 0
ORDER BY c2 ASC NULLS LAST

-- case: of the infinite it is no number
WITH
  stddevSampStable(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c3,
  count() OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c4,
  if(c4 = 1, 0.0, c3) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, f_h, f_namespace, f_none, f_v, c1
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      if(raw = '2', 1 / 0, toFloat64(1)) AS c1
    SELECT c1, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    ORDER BY message_time DESC NULLS LAST
    LIMIT 3
  ) AS t6
  WHERE isNotNull(c1)
) AS t7
ORDER BY c2 ASC NULLS LAST

-- case: equal values with fractions do not differ
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, f_h, f_namespace, f_none, f_v, c1
FROM (
  WITH
    stddevSampStable(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c3,
    count() OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c4,
    if(c4 = 1, 0.0, c3) AS c5
  SELECT c1, c2, c5, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      0.1 AS c1,
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
  ) AS t6
) AS t7
WHERE c5 != 0
ORDER BY c2 ASC NULLS LAST

-- case: a field that no row has
WITH
  stddevSampStable(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c3,
  count() OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c4,
  if(c4 = 1, 0.0, c3) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_none))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t6
ORDER BY c2 ASC NULLS LAST

-- case: no rows
WITH
  stddevSampStable(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c3,
  count() OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c4,
  if(c4 = 1, 0.0, c3) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing']) AND isNotNull(c1)
) AS t6
ORDER BY c2 ASC NULLS LAST
