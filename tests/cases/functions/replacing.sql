-- case: a text as it stands
WITH
  replaceAll('a.b.c', '.', '->') AS c1,
  replaceAll('us-prod', 'prod', 'Production') AS c2,
  replaceAll('abc', 'x', 'y') AS c3,
  replaceAll('aaa', 'aa', 'b') AS c4,
  replaceAll('abc', 'b', '') AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_namespace, f_pattern, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the case counts
WITH
  replaceAll('aAa', 'A', '-') AS c1,
  replaceRegexpAll('aAa', 'A', '-') AS c2,
  replaceRegexpAll('aAa', '(?i)A', '-') AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_namespace, f_pattern, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a pattern
WITH
  replaceRegexpAll(f_url, '[0-9]{5,}', '') AS c1,
  replaceRegexpAll('a b  c', '\\s+', '\n') AS c2,
  replaceRegexpAll('[x]', '[\\[\\]]', '') AS c3,
  replaceRegexpAll('aaa', 'a', 'b') AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_namespace, f_pattern, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: groups of a pattern
WITH
  replaceRegexpAll(f_url, '(flight)/([0-9]{5,})', 'new-\\2-url') AS c1,
  replaceRegexpAll('ab', '(a)(b)', '\\2\\1\\0') AS c2,
  replaceRegexpAll('eu-west', '(?-s)(?P<area>[a-z]+)-(?P<side>.*)', '\\2 of \\1') AS c3,
  replaceRegexpAll('ab', '(?:a)(b)', '\\1') AS c4,
  replaceRegexpAll('(b', '[(](b)', '\\1') AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_namespace, f_pattern, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a number behind a group
WITH
  replaceRegexpAll('ab', '(a)', '\\12') AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, f_namespace, f_pattern, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: signs of replacements
WITH
  replaceRegexpAll('b', 'b', '$0') AS c1,
  replaceRegexpAll('b', 'b', 'c:\\\\d') AS c2,
  replaceRegexpAll('b', 'b', '5 $') AS c3,
  replaceRegexpAll('b', 'b', '\t\\0\n') AS c4,
  replaceAll('b', 'b', '$1 \\1') AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_namespace, f_pattern, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: texts of other fields
WITH
  replaceAll(f_url, f_pattern, 'trip') AS c1,
  replaceAll(f_url, concat(ifNull(f_pattern, ''), ifNull('/', '')), f_pattern) AS c2,
  replaceRegexpAll('a b', '\\s', replaceAll(f_url, '\\', '\\\\')) AS c3,
  replaceRegexpAll('x', 'x', '0\\0') AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_namespace, f_pattern, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a replacement that a field holds is put in as it stands
WITH
  '$1 \\0' AS c1,
  replaceRegexpAll('ab', '(a)', replaceAll(c1, '\\', '\\\\')) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_absent, c1, f_namespace, f_pattern, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: nothing to search, nothing to put in
WITH
  replaceAll(f_absent, 'a', 'b') AS c1,
  replaceAll('abc', f_absent, 'x') AS c2,
  replaceAll('abc', 'b', f_absent) AS c3,
  replaceRegexpAll('abc', 'b', replaceAll(f_absent, '\\', '\\\\')) AS c4,
  replaceAll('abc', '', 'x') AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_namespace, f_pattern, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: one after the other on one field
WITH
  '5445' AS c1,
  replaceAll(c1, '5', '7') AS c2,
  replaceAll(c2, '4', '2') AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_absent, c3, f_namespace, f_pattern, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
