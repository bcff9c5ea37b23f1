-- case: into a table of the same columns
WITH
  f_u AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: into a saved file, appending
WITH
  f_u AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: a path with a slash in front
WITH
  f_u AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: a field of that name may be divided
WITH
  4 AS c1,
  c1 / 2 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_n, f_namespace, c1, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: messages, of which a table takes its columns
WITH
  1 AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_n, f_namespace, f_u
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_n = '2'
ORDER BY message_time DESC NULLS LAST

-- case: what stands behind it is not run
WITH
  f_u AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: whole numbers go into a column of numbers
WITH
  f_u AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST
