-- case: start, end and length of the range
WITH
  1767261600000 AS c1,
  1767262500000 AS c2,
  900000 AS c3,
  1767262500000 - 1767261600000 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, f_namespace
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767262500000
ORDER BY message_time DESC NULLS LAST

-- case: now is after then
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767262500000 AND toUnixTimestamp64Milli(now64(3)) > 1700000000000 AND toUnixTimestamp64Milli(now64(3)) - message_time != 0

-- case: the time of the message is a number
WITH
  message_time - 1767261600000 AS c1,
  message_time + 3600000 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, f_namespace
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767262500000
ORDER BY message_time DESC NULLS LAST

-- case: the range does not follow the zone
WITH
  1767261600000 AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_namespace
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767262500000
ORDER BY message_time DESC NULLS LAST

-- case: seconds and milliseconds
WITH
  1767268800123 AS c1,
  message_time AS c2,
  1767268800 * 1000 AS c3,
  1 * 1000 AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, f_namespace
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767262500000
ORDER BY message_time DESC NULLS LAST

-- case: seconds and milliseconds of nothing
WITH
  accurateCastOrNull(trunc(CAST(NULL AS Nullable(Float64))), 'Int64') AS c1,
  ifNull(toInt64OrNull(trimBoth(toString(raw))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(raw)))), 'Int64')) AS c2,
  ifNull(toInt64OrNull(trimBoth(toString(raw))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(raw)))), 'Int64')) * 1000 AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, f_namespace
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767262500000
ORDER BY message_time DESC NULLS LAST
