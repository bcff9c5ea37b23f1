-- case: what is no number adds nothing, and its row stays
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  sum(c1) OVER () AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_h, f_namespace, f_none, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: of each group; one without a number has none
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  sum(c1) OVER (PARTITION BY f_h) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_none, c2, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a share of it
WITH
  sum(c2) OVER () AS c3,
  100 * c2 / c3 AS c4
SELECT c1, c2, c4
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
) AS t5
ORDER BY c4 DESC NULLS LAST, c1 ASC NULLS LAST

-- case: in parentheses; the order stays
WITH
  sum(c2) OVER () AS c3
SELECT c1, c2, c3
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
) AS t4
ORDER BY c1 DESC NULLS LAST
LIMIT 2

-- case: only rows that are still there count
WITH
  sum(c2) OVER () AS c4
SELECT c1, c2, c3, c4
FROM (
  SELECT c1, c2, c3
  FROM (
    WITH
      sum(c2) OVER () AS c3
    SELECT c1, c2, c3
    FROM (
      WITH
        f_h AS c1,
        toInt64(count()) AS c2
      SELECT c1, c2
      FROM logs
      WHERE message_time >= 1767182400000 AND message_time < 1767268800000
      GROUP BY c1
      HAVING NOT isNull(c1)
    ) AS t5
  ) AS t6
  WHERE c3 = 5
  ORDER BY c1 ASC NULLS LAST
  LIMIT 2
) AS t7
ORDER BY c1 ASC NULLS LAST

-- case: totals of totals, and beside running sums
WITH
  sum(c3) OVER () AS c4,
  sum(c2) OVER () AS c5
SELECT c1, c2, c3, c4, c5
FROM (
  WITH
    sum(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c3
  SELECT c1, c2, c3
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(f_h)
    GROUP BY c1
    HAVING isNotNull(c2)
  ) AS t6
) AS t7
ORDER BY c1 ASC NULLS LAST

-- case: by several fields
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
    sum(c1) OVER (PARTITION BY f_h, f_v) AS c2
  SELECT c2, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t3
WHERE raw = '1' OR raw = '3'
ORDER BY message_time DESC NULLS LAST

-- case: of the infinite
WITH
  sum(c1) OVER () AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_h, f_namespace, f_none, f_v, c1
FROM (
  WITH
    if(raw = '1', 1 / 0, toFloat64(1)) AS c1
  SELECT c1, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 2
) AS t3
ORDER BY message_time DESC NULLS LAST

-- case: a field that no row has
WITH
  sum(c1) OVER () AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_h, f_namespace, f_none, f_v
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(f_none))) AS c1
  SELECT c1, collector, collector_id, f_h, f_namespace, f_none, f_v, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t3
ORDER BY message_time DESC NULLS LAST

-- case: no rows
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  sum(c1) OVER () AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_h, f_namespace, f_none, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
ORDER BY message_time DESC NULLS LAST

-- case: of a transposed column
WITH
  f_h AS c1,
  f_v AS c2,
  toInt64(count()) AS c3
SELECT c2, c1, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(f_h)
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('a', 'b')}

SELECT c4, c5, c6, c7
FROM (
  WITH
    sum(c5) OVER () AS c7
  SELECT c4, c5, c6, c7, place
  FROM rows_of_stage_2
) AS t8
WHERE NOT isNull(c4)
ORDER BY c4 DESC NULLS LAST, place ASC NULLS LAST
