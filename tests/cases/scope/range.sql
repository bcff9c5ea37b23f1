-- case: start in, end out, newest first
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767265200000
ORDER BY message_time DESC NULLS LAST

-- case: an empty range
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767261600000
ORDER BY message_time DESC NULLS LAST

-- case: counting an empty range
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1735725600000 AND message_time < 1735729200000

-- case: one millisecond
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767265199999 AND message_time < 1767265200000
ORDER BY message_time DESC NULLS LAST
