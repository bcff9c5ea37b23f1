-- case: the newest message of each text
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1 BY raw

-- case: the newest of each value, the absent one being one
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1 BY f_h

-- case: the first few
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 2 BY f_h

-- case: of combinations, without the word by
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1 BY f_h, f_s

-- case: in the order of a sort, which stays
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY raw ASC NULLS LAST, message_time DESC NULLS LAST
LIMIT 1 BY f_h

-- case: only those that follow an equal one at once
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM (
  WITH
    count() OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c3,
    min(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c4,
    max(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c5
  SELECT c1, c3, c4, c5, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toString(tuple(f_h)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t6
) AS t7
WHERE c3 <= 1 OR c4 != c5
ORDER BY c1 ASC NULLS LAST

-- case: only those that follow two equal ones at once
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM (
  WITH
    count() OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS c3,
    min(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS c4,
    max(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS c5
  SELECT c1, c3, c4, c5, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toString(tuple(f_s)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t6
) AS t7
WHERE c3 <= 2 OR c4 != c5
ORDER BY c1 ASC NULLS LAST

-- case: consecutive combinations, absent values being equal
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM (
  WITH
    count() OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c3,
    min(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c4,
    max(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c5
  SELECT c1, c3, c4, c5, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY f_h DESC NULLS LAST, raw DESC NULLS LAST, message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toString(tuple(f_h)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t6
) AS t7
WHERE c3 <= 1 OR c4 != c5
ORDER BY c1 ASC NULLS LAST

-- case: consecutive texts
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM (
  WITH
    count() OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c3,
    min(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c4,
    max(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c5
  SELECT c1, c3, c4, c5, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY raw DESC NULLS LAST, message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toString(tuple(raw)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t6
) AS t7
WHERE c3 <= 1 OR c4 != c5
ORDER BY c1 ASC NULLS LAST

-- case: of records
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2
ORDER BY c3 DESC NULLS LAST, c1 ASC NULLS LAST, c2 ASC NULLS LAST
LIMIT 1 BY c1

-- case: a limit before it, a where and a limit behind it
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM (
  SELECT collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    SELECT collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    ORDER BY message_time DESC NULLS LAST
    LIMIT 6
  ) AS t1
  ORDER BY message_time DESC NULLS LAST
  LIMIT 2 BY f_h
) AS t2
WHERE raw != 'two'
ORDER BY message_time DESC NULLS LAST
LIMIT 2

-- case: dedup of dedup
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM (
  SELECT collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 2 BY f_h
) AS t1
ORDER BY message_time DESC NULLS LAST
LIMIT 1 BY f_s

-- case: counted after it
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM (
  SELECT f_h, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1 BY raw
) AS t3
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: by a number that is worked out, and a name in quotes
WITH
  toInt64(lengthUTF8(ifNull(raw, ''))) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, c1, f_namespace, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1 BY c1

-- case: in a running sum
WITH
  sum(c3) OVER (ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c4
SELECT c2, c4
FROM (
  WITH
    f_h AS c1,
    f_s AS c2,
    toInt64(count()) AS c3
  SELECT c1, c2, c3
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1, c2
  HAVING isNotNull(c3)
) AS t5
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST
LIMIT 1 BY c2

-- case: no rows
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM (
  WITH
    count() OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c3,
    min(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c4,
    max(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c5
  SELECT c1, c3, c4, c5, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toString(tuple(f_h)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
  ) AS t6
) AS t7
WHERE c3 <= 1 OR c4 != c5
ORDER BY c1 ASC NULLS LAST

-- case: the number before the word
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s
FROM (
  WITH
    count() OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c3,
    min(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c4,
    max(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS c5
  SELECT c1, c3, c4, c5, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toString(tuple(f_s)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_s, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t6
) AS t7
WHERE c3 <= 1 OR c4 != c5
ORDER BY c1 ASC NULLS LAST
