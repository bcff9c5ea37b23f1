-- case: the dot takes no line break
WITH
  extractGroups(raw, '(?-s)one(?P<rest>.*)two') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2,
  notEmpty(c1) AS c3,
  extractGroups(raw, 'one(?P<all>[\\s\\S]+?)two') AS c4,
  if(empty(c4), NULL, arrayElement(c4, 1)) AS c5,
  notEmpty(c4) AS c6,
  extractGroups(raw, '(?-s)one(?P<with>(?s).*)two') AS c7,
  if(empty(c7), NULL, arrayElement(c7, 1)) AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c5, c8
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c3 OR c6 OR notEmpty(c7))
ORDER BY message_time DESC NULLS LAST

-- case: backslashes reach the pattern as they are written
WITH
  extractGroups(raw, '(?P<drive>[A-Z]):\\\\(?P<dir>[^\\\\]+)\\\\') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2,
  if(empty(c1), NULL, arrayElement(c1, 2)) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: an escaped backslash and an escaped quote
WITH
  extractGroups(raw, '\\\\"(?P<q>[^"]*?)\\\\"') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: needless escapes
WITH
  extractGroups(raw, 'at (?P<a>\\w)-(?P<b>\\w)/(?P<c>\\w)') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2,
  if(empty(c1), NULL, arrayElement(c1, 2)) AS c3,
  if(empty(c1), NULL, arrayElement(c1, 3)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: an intersection of classes
WITH
  extractGroups(raw, 'Account Name:[\\t-\\n\\f ]+(?P<name>[^\\r]+?)\\r') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: possessive and atomic are plain
WITH
  extractGroups(raw, '(?:C):\\\\+(?P<dir>\\w+)') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: names of Java and of Unicode
WITH
  extractGroups(raw, '^(?P<word>\\p{Lu}\\p{Latin}+)[\\t    -   　]+(?P<n>[0-9]+) (?P<sign>[\\x00-@\\[-`{-􏿿])') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2,
  if(empty(c1), NULL, arrayElement(c1, 2)) AS c3,
  if(empty(c1), NULL, arrayElement(c1, 3)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST

-- case: a look-ahead at the end
WITH
  extractGroups(raw, '(?-s)said (?P<s>.*?)(?: and)') AS c1,
  if(empty(c1), NULL, arrayElement(c1, 1)) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND notEmpty(c1)
ORDER BY message_time DESC NULLS LAST
