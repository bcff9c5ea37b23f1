-- case: of messages the fields that start with an underscore stay
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_b, source_host
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND raw = '1'
ORDER BY message_time DESC NULLS LAST

-- case: a field that is taken away may come back
WITH
  'new' AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the minus counts for the whole list, glued or not
WITH
  f_a AS c1,
  f_team AS c2,
  source_host AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2, c3
ORDER BY c3 ASC NULLS LAST, c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- case: of records only the listed ones stay, in that order
WITH
  f_a AS c1,
  f_team AS c2,
  toInt64(count()) AS c3
SELECT c3, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- case: of records the underscore does not keep a column
WITH
  f_team AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: parentheses and several stages
WITH
  f_a AS c1,
  f_b AS c2,
  f_team AS c3,
  toInt64(count()) AS c4
SELECT c1, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2, c3
ORDER BY c4 DESC NULLS LAST, c1 ASC NULLS LAST, c2 ASC NULLS LAST, c3 ASC NULLS LAST

-- case: a minus before every name
WITH
  f_a AS c1,
  f_team AS c2,
  source_host AS c3
SELECT c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2, c3
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST, c3 ASC NULLS LAST
