-- case: of messages the newest
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_k, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 2

-- case: of sorted records the first
WITH
  f_k AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2

-- case: more than there are
WITH
  toInt64(count()) AS c1
SELECT c1
FROM (
  SELECT message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 10000
) AS t2

-- case: what follows sees only those rows
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_k, f_namespace
FROM (
  SELECT collector, collector_id, f_k, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 3
) AS t1
WHERE f_k = 'a'
ORDER BY message_time DESC NULLS LAST

-- case: a limit before an aggregate
WITH
  f_k AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM (
  SELECT f_k, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 3
) AS t3
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: limits one after the other
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_k, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 2

-- case: sorting what a limit has left
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_k, f_namespace
FROM (
  SELECT collector, collector_id, f_k, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 3
) AS t1
ORDER BY raw DESC NULLS LAST, message_time DESC NULLS LAST
LIMIT 2

-- case: limit, sort, limit, where, limit
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_k, f_namespace
FROM (
  SELECT collector, collector_id, f_k, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY raw DESC NULLS LAST, message_time DESC NULLS LAST
  LIMIT 4
) AS t1
WHERE f_k != 'c'
ORDER BY raw DESC NULLS LAST, message_time DESC NULLS LAST
LIMIT 2

-- case: the least
WITH
  toInt64(count()) AS c1
SELECT c1
FROM (
  SELECT message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t2
