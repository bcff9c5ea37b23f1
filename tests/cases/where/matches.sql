-- case: star at the end
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND startsWith(f_s, 'error')
ORDER BY message_time DESC NULLS LAST

-- case: star at the start
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND endsWith(f_s, 'error')
ORDER BY message_time DESC NULLS LAST

-- case: stars on both sides
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND position(f_s, 'error') > 0
ORDER BY message_time DESC NULLS LAST

-- case: without a star it is equality
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s = 'ERROR'
ORDER BY message_time DESC NULLS LAST

-- case: star in the middle
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND like(f_s, 'e%e')
ORDER BY message_time DESC NULLS LAST

-- case: underscore and percent are themselves
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND like(f_s, 'a\\_c%0\\%%')
ORDER BY message_time DESC NULLS LAST

-- case: question mark is itself
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND position(f_s, '?z') > 0
ORDER BY message_time DESC NULLS LAST

-- case: backslash is itself
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND position(f_s, 'z\\') > 0
ORDER BY message_time DESC NULLS LAST

-- case: a star runs over lines
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND like(f_s, 'two%lines')
ORDER BY message_time DESC NULLS LAST

-- case: only a star is any value, not absence
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND isNotNull(f_s)

-- case: the negation leaves absence out
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT position(f_s, 'o') > 0
ORDER BY message_time DESC NULLS LAST

-- case: exclamation mark without parentheses
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT position(f_s, 'o') > 0 AND startsWith(f_s, 'a')
ORDER BY message_time DESC NULLS LAST

-- case: a pattern from a field
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND like(f_s, replaceAll(replaceRegexpAll(f_p, '([\\\\%_])', '\\\\\\1'), '*', '%'))
ORDER BY message_time DESC NULLS LAST

-- case: a pattern that is worked out
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND like(f_s, replaceAll(replaceRegexpAll(concat(ifNull('*', ''), ifNull('rr', ''), ifNull('*', '')), '([\\\\%_])', '\\\\\\1'), '*', '%'))
ORDER BY message_time DESC NULLS LAST

-- case: regular expression anywhere
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND match(f_s, '[0-9]{3}x')
ORDER BY message_time DESC NULLS LAST

-- case: regular expression with anchors and a flag
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND match(f_s, '(?i)^error$')
ORDER BY message_time DESC NULLS LAST

-- case: a slash and a class in a regular expression
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND match('/a/b', '^/a[/]b$') AND match(f_s, 'ERR')
ORDER BY message_time DESC NULLS LAST

-- case: in with text
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s IN ('ERROR', 'an error', 'nothing')
ORDER BY message_time DESC NULLS LAST

-- case: not in
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT f_s IN ('ERROR', 'an error') AND like(f_s, '%e%o%')
ORDER BY message_time DESC NULLS LAST

-- case: a text is never among numbers
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND raw IN ('2')
ORDER BY message_time DESC NULLS LAST

-- case: a number is among numbers
WITH
  toFloat64OrNull(trimBoth(toString(raw))) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 IN (1, 3.0, 99)
ORDER BY message_time DESC NULLS LAST

-- case: contains, between and as a function
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND position(f_s, 'rror') > 0 AND NOT position(f_s, 'one') > 0
ORDER BY message_time DESC NULLS LAST

-- case: what must not be there
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT match(f_s, '(?:^(?:ERR))|\\n') AND NOT match(f_s, '(?:(?:one|x))|\\n')
ORDER BY message_time DESC NULLS LAST

-- case: not before the word
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_p, f_s
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT position(f_s, 'o') > 0 AND NOT position(f_s, 'E') > 0
ORDER BY message_time DESC NULLS LAST
