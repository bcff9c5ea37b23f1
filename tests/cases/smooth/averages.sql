-- case: of the last rows, the row itself being one; fewer at the start
WITH
  avg(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t4
ORDER BY c2 ASC NULLS LAST

-- case: ten rows where no number says otherwise
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    avg(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c3
  SELECT c2, c3, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
  ) AS t4
) AS t5
WHERE raw = '08'
ORDER BY c2 ASC NULLS LAST

-- case: in each group
WITH
  avg(c1) OVER (PARTITION BY f_h ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, c3, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t4
ORDER BY c2 ASC NULLS LAST

-- case: a window of one row is the row
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    avg(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 0 PRECEDING AND CURRENT ROW) AS c3
  SELECT c2, c3, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
  ) AS t4
) AS t5
WHERE c3 != toFloat64OrNull(trimBoth(toString(f_v)))
ORDER BY c2 ASC NULLS LAST

-- case: whole numbers give a fraction, after a sort
WITH
  avg(c2) OVER (ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c3
SELECT c1, c2, c3
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
  HAVING isNotNull(c2)
) AS t4
ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST

-- case: exactly ten
WITH
  sum(c3) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4
SELECT c1, c2, c3, c4
FROM (
  WITH
    raw AS c1,
    toInt64(count()) AS c2,
    1 AS c3
  SELECT c1, c2, c3
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
  HAVING isNotNull(c3)
) AS t10
ORDER BY c1 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'values', ('09', '10', '11', '12')),), 'defaults': (None, 0, 0, 9), 'fixed': (3,), 'takelast': False}

SELECT c5, c6, c7, c8, c9
FROM (
  WITH
    avg(c8) OVER (ORDER BY place ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c9
  SELECT c5, c6, c7, c8, c9, place
  FROM rows_of_stage_2
  WHERE isNotNull(c8)
) AS t11
WHERE c5 >= '09'
ORDER BY place ASC NULLS LAST

-- case: smooth of smooth, and what is far from it
SELECT c1, c2, c3, c4
FROM (
  WITH
    avg(c3) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c4
  SELECT c1, c2, c3, c4
  FROM (
    WITH
      avg(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c3
    SELECT c1, c2, c3
    FROM (
      WITH
        f_h AS c1,
        toInt64(count()) AS c2
      SELECT c1, c2
      FROM logs
      WHERE message_time >= 1767182400000 AND message_time < 1767268800000
      GROUP BY c1
      HAVING isNotNull(c2)
    ) AS t5
  ) AS t6
  WHERE isNotNull(c3)
) AS t7
WHERE c2 < c4
ORDER BY c1 ASC NULLS LAST

-- case: the infinite
WITH
  avg(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v, c1
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      if(raw = '02', 1 / 0, toFloat64(1)) AS c1
    SELECT c1, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    ORDER BY message_time DESC NULLS LAST
    LIMIT 3
  ) AS t4
  WHERE isNotNull(c1)
) AS t5
ORDER BY c2 ASC NULLS LAST

-- case: a field that no row has
WITH
  avg(c1) OVER (ORDER BY c2 ASC NULLS LAST ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_none))) AS c1,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
  SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(c1)
) AS t4
ORDER BY c2 ASC NULLS LAST

-- case: no rows
WITH
  avg(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 4 PRECEDING AND CURRENT ROW) AS c3
SELECT c1, c2, c3
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
  GROUP BY c1
  HAVING isNotNull(c2)
) AS t4
ORDER BY c1 ASC NULLS LAST
