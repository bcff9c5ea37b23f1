-- case: texts that are numbers rank as numbers; equal rows as they came
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_v, f_w
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY c2 DESC NULLS LAST, f_v DESC NULLS LAST, c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c3
  SELECT c1, c3, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toFloat64OrNull(trimBoth(toString(f_v))) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t4
) AS t5
WHERE c3 <= 4
ORDER BY c3 ASC NULLS LAST, c1 ASC NULLS LAST

-- case: then other texts, then what is absent
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_v, f_w
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY c2 DESC NULLS LAST, f_v DESC NULLS LAST, c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c3
  SELECT c1, c3, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toFloat64OrNull(trimBoth(toString(f_v))) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t4
) AS t5
WHERE c3 <= 10 AND c3 > 4
ORDER BY c3 ASC NULLS LAST, c1 ASC NULLS LAST

-- case: of each group, by group and rank, the absent group last
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_v, f_w
FROM (
  WITH
    toInt64(row_number() OVER (PARTITION BY f_h ORDER BY c2 DESC NULLS LAST, f_v DESC NULLS LAST, c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c3
  SELECT c1, c3, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toFloat64OrNull(trimBoth(toString(f_v))) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t4
) AS t5
WHERE c3 <= 2
ORDER BY f_h ASC NULLS LAST, c3 ASC NULLS LAST, c1 ASC NULLS LAST

-- case: a second field decides between equal rows
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_h, f_namespace, f_v, f_w
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY c2 DESC NULLS LAST, f_v DESC NULLS LAST, c3 DESC NULLS LAST, f_w DESC NULLS LAST, c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c4
  SELECT c1, c4, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toFloat64OrNull(trimBoth(toString(f_v))) AS c2,
      toFloat64OrNull(trimBoth(toString(f_w))) AS c3
    SELECT c1, c2, c3, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t5
) AS t6
WHERE c4 <= 2
ORDER BY c4 ASC NULLS LAST, c1 ASC NULLS LAST

-- case: a sort before it decides, too
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_v, f_w
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY c2 DESC NULLS LAST, f_v DESC NULLS LAST, c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c3
  SELECT c1, c3, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY raw DESC NULLS LAST, message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toFloat64OrNull(trimBoth(toString(f_v))) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t4
) AS t5
WHERE c3 <= 2
ORDER BY c3 ASC NULLS LAST, c1 ASC NULLS LAST

-- case: of records, with all their columns
SELECT c1, c2, c3, c4
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c4
  SELECT c1, c2, c3, c4
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2,
      maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3
    SELECT c1, c2, c3
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1
  ) AS t5
) AS t6
WHERE c4 <= 2
ORDER BY c4 ASC NULLS LAST, c1 ASC NULLS LAST

-- case: of records in groups
SELECT c1, c2, c3, c4
FROM (
  WITH
    toInt64(row_number() OVER (PARTITION BY c1 ORDER BY c3 DESC NULLS LAST, c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c4
  SELECT c1, c2, c3, c4
  FROM (
    WITH
      f_h AS c1,
      f_v AS c2,
      toInt64(count()) AS c3
    SELECT c1, c2, c3
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1, c2
  ) AS t5
) AS t6
WHERE c4 <= 1
ORDER BY c1 ASC NULLS LAST, c4 ASC NULLS LAST, c2 ASC NULLS LAST

-- case: one in each group: the newest where rows are equal
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3
FROM (
  WITH
    toInt64(row_number() OVER (PARTITION BY f_h ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c3
  SELECT c1, c3, collector, collector_id, f_h, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1,
      toFloat64OrNull(trimBoth(toString(f_h))) AS c2
    SELECT c1, c2, collector, collector_id, f_h, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t4
) AS t5
WHERE c3 <= 1
ORDER BY f_h ASC NULLS LAST, c3 ASC NULLS LAST, c1 ASC NULLS LAST

-- case: the top of the top
SELECT c1, c2, c3, c7
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(c2))) AS c6,
    toInt64(row_number() OVER (ORDER BY c6 DESC NULLS LAST, c2 DESC NULLS LAST, c1 ASC NULLS LAST, c5 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c7
  SELECT c1, c2, c3, c5, c7
  FROM (
    WITH
      toInt64(row_number() OVER (PARTITION BY c1 ORDER BY c4 DESC NULLS LAST, c2 DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c5
    SELECT c1, c2, c3, c5
    FROM (
      WITH
        f_h AS c1,
        f_w AS c2,
        toInt64(count()) AS c3,
        toFloat64OrNull(trimBoth(toString(c2))) AS c4
      SELECT c1, c2, c3, c4
      FROM logs
      WHERE message_time >= 1767182400000 AND message_time < 1767268800000
      GROUP BY c1, c2
    ) AS t8
  ) AS t9
  WHERE c5 <= 2
) AS t10
WHERE c7 <= 1
ORDER BY c7 ASC NULLS LAST, c1 ASC NULLS LAST, c5 ASC NULLS LAST, c2 ASC NULLS LAST

-- case: what is no number ranks below numbers, the infinite above
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_h, f_namespace, f_v, f_w, c1
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY c1 DESC NULLS LAST, c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c3
  SELECT c1, c2, c3, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM (
    WITH
      toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c2
    SELECT c1, c2, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
    FROM (
      WITH
        if(raw = '1', 0 / 0, if(raw = '2', 1 / 0, toFloat64(5))) AS c1
      SELECT c1, collector, collector_id, f_h, f_namespace, f_v, f_w, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
      FROM logs
      WHERE message_time >= 1767182400000 AND message_time < 1767268800000
      ORDER BY message_time DESC NULLS LAST
      LIMIT 3
    ) AS t4
  ) AS t5
) AS t6
WHERE c3 <= 3
ORDER BY c3 ASC NULLS LAST, c2 ASC NULLS LAST

-- case: blanks and names that need quotes
SELECT c1, c2
FROM (
  WITH
    toInt64(row_number() OVER (PARTITION BY c1 ORDER BY c2 DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c3
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
) AS t5
WHERE c3 <= 1
ORDER BY c1 ASC NULLS LAST, c3 ASC NULLS LAST

-- case: no rows
SELECT c1, c2, c3
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c3
  SELECT c1, c2, c3
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
    GROUP BY c1
  ) AS t4
) AS t5
WHERE c3 <= 3
ORDER BY c3 ASC NULLS LAST, c1 ASC NULLS LAST
