-- case: values from columns
WITH
  j_eventName AS c1,
  j_userIdentity_arn_8529c7 AS c2,
  j___tags___0___key___d9fc02 AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c1, f_namespace, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(j_eventName) AND isNotNull(j_userIdentity_arn_8529c7) AND isNotNull(j___tags___0___key___d9fc02)
ORDER BY message_time DESC NULLS LAST

-- case: an object in a column
WITH
  j_userIdentity AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(j_userIdentity)
ORDER BY message_time DESC NULLS LAST

-- case: the empty text and absence
WITH
  j_eventName AS c1,
  toBool(isNull(c1)) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c3, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: from a field that holds another text the column does not count
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_namespace, c1
FROM (
  WITH
    '{"eventName":"other"}' AS c1,
    JSONExtract(c1, 'eventName', 'Nullable(String)') AS c2,
    c2 AS c3
  SELECT c1, c2, c3, collector, collector_id, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t4
WHERE isNotNull(c2)
ORDER BY message_time DESC NULLS LAST

-- case: after _raw is set anew the column does not count
SELECT message_time, c1, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, f_namespace
FROM (
  WITH
    '{"eventName":"other"}' AS c1,
    JSONExtract(c1, 'eventName', 'Nullable(String)') AS c2,
    c2 AS c3
  SELECT c1, c2, c3, collector, collector_id, f_namespace, `format`, loglevel, message_id, message_time, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t4
WHERE isNotNull(c2)
ORDER BY message_time DESC NULLS LAST
