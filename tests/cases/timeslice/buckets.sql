-- case: twenty-four over a day
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  intDiv(message_time, 3600000) * 3600000 + 3600000 AS c2,
  c2 - c1 AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_namespace, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
ORDER BY message_time DESC NULLS LAST

-- case: ten over a day
WITH
  intDiv(message_time, 10800000) * 10800000 AS c1,
  intDiv(message_time, 10800000) * 10800000 + 10800000 AS c2,
  c2 - c1 AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c1, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
ORDER BY message_time DESC NULLS LAST

-- case: one over a day
WITH
  intDiv(message_time, 86400000) * 86400000 AS c1,
  intDiv(message_time, 86400000) * 86400000 + 86400000 AS c2,
  c2 - c1 AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_namespace, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
ORDER BY message_time DESC NULLS LAST

-- case: very many
WITH
  intDiv(message_time, 1000) * 1000 AS c1,
  intDiv(message_time, 1000) * 1000 + 1000 AS c2,
  c2 - c1 AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_namespace, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
ORDER BY message_time DESC NULLS LAST

-- case: few over many weeks
WITH
  intDiv(message_time + (-345600000), 5443200000) * 5443200000 - (-345600000) AS c1,
  intDiv(message_time + (-345600000), 5443200000) * 5443200000 - (-345600000) + 5443200000 AS c2,
  c2 - c1 AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_namespace, c3
FROM logs
WHERE message_time >= 1759276800000 AND message_time < 1769817600000
ORDER BY message_time DESC NULLS LAST
