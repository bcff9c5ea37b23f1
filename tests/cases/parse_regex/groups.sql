-- case: several groups
WITH
  extractGroups(raw, '"(?P<method>[A-Z]+)\\s(?P<url>\\S+) HTTP/[\\d.]+" (?P<status>\\d+)') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2,
  if(empty(c1), NULL, arrayElement(c1, 2)) AS c3,
  if(empty(c1), NULL, arrayElement(c1, 3)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_agent, c2, f_ms, f_namespace, c4, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: extract is another name
WITH
  extractGroups(raw, '(?-s)user=(?P<user>.*?)@') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_agent, f_ms, f_namespace, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: without nodrop what does not match is dropped, with its case
WITH
  extractGroups(raw, '(?P<e>ERROR)') AS c1,
  toInt64(count()) AS c3
SELECT c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)

-- case: a flag inside the pattern
WITH
  extractGroups(raw, '^(?P<e>(?i)error)') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: options in any order, from a field
WITH
  if(isNull(f_agent), emptyArrayString(), extractGroups(ifNull(f_agent, ''), '(?P<os>Android) (?P<version>\\S+)')) AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2,
  if(empty(c1), NULL, arrayElement(c1, 2)) AS c3,
  if(isNull(f_agent), emptyArrayString(), extractGroups(ifNull(f_agent, ''), 'OS (?P<version>\\S+)')) AS c5,
  ifNull(if(empty(c5), NULL, arrayElement(c5, 1)), c3) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a group that is passed by leaves its field absent, or what it was
WITH
  extractGroups(raw, 'user=(?P<u>\\w+)@\\S+(?: took (?P<ms>\\d+)ms)?(?P<rest> x)?') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2,
  ifNull(nullIf(arrayElement(c1, 2), ''), f_ms) AS c3,
  nullIf(arrayElement(c1, 3), '') AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: a group that has to be there may be empty
WITH
  extractGroups(raw, '(?-s)POST(?P<none>x*) (?P<all>.*)') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2,
  if(empty(c1), NULL, arrayElement(c1, 2)) AS c3,
  toBool(isNull(c2)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_agent, c3, c4, f_ms, f_namespace, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: alternatives
WITH
  extractGroups(raw, '(?:took (?P<ms>\\d+)|in (?P<n>two))') AS c1,
  ifNull(nullIf(arrayElement(c1, 1), ''), f_ms) AS c2,
  nullIf(arrayElement(c1, 2), '') AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: a chain
WITH
  extractGroups(raw, 'took (?P<ms>\\d+)') AS c1,
  ifNull(if(empty(c1), NULL, arrayElement(c1, 1)), f_ms) AS c2,
  notEmpty(c1) AS c3,
  extractGroups(raw, '(?P<n>two)') AS c4,
  if(empty(c4), NULL, arrayElement(c4, 1)) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c3 OR notEmpty(c4))
ORDER BY message_time DESC NULLS LAST

-- case: the first match counts
WITH
  extractGroups(raw, '(?P<letter>[a-z])') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2,
  c2 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: several patterns in one stage
WITH
  extractGroups(raw, 'took (?P<ms>\\d+)') AS c1,
  extractGroups(raw, '(?P<status>\\d+)$') AS c2,
  ifNull(if(empty(c1), NULL, arrayElement(c1, 1)), f_ms) AS c3,
  if(empty(c2), NULL, arrayElement(c2, 1)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (notEmpty(c1) OR notEmpty(c2))
ORDER BY message_time DESC NULLS LAST

-- case: after an aggregate
WITH
  f_agent AS c1,
  toInt64(count()) AS c2,
  if(isNull(c1), emptyArrayString(), extractGroups(ifNull(c1, ''), '(?P<number>\\d+)')) AS c3,
  if(empty(c3), NULL, arrayElement(c3, 1)) AS c4
SELECT c4, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING notEmpty(c3)
ORDER BY c1 ASC NULLS LAST
