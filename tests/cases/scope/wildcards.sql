-- case: star at the end
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])testcli[\\pL\\pN_]*(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: star at the start
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])[\\pL\\pN_]*clientimpl(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: star on both sides
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])[\\pL\\pN_]*456[\\pL\\pN_]*(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: star in the middle of a word, which may be nothing
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])e[\\pL\\pN_]*or(?:$|[^\\pL\\pN_])') AND positionCaseInsensitive(raw, '-') > 0
ORDER BY message_time DESC NULLS LAST

-- case: star does not cross signs
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (hasAllTokens(terms, ['com']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])e[\\pL\\pN_]*r\\.com(?:$|[^\\pL\\pN_])') OR match(raw, '(?i)(?:^|[^\\pL\\pN_])com[\\pL\\pN_]*services(?:$|[^\\pL\\pN_])'))
ORDER BY message_time DESC NULLS LAST

-- case: star crosses an underscore
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])a[\\pL\\pN_]*name(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: question mark is exactly one character
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (match(raw, '(?i)(?:^|[^\\pL\\pN_])e[\\pL\\pN_]r(?:$|[^\\pL\\pN_])') OR match(raw, '(?i)(?:^|[^\\pL\\pN_])err[\\pL\\pN_]r(?:$|[^\\pL\\pN_])'))
ORDER BY message_time DESC NULLS LAST

-- case: question mark does not stand for a sign
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (match(raw, '(?i)(?:^|[^\\pL\\pN_])a[\\pL\\pN_]long(?:$|[^\\pL\\pN_])') OR match(raw, '(?i)(?:^|[^\\pL\\pN_])e[\\pL\\pN_]or(?:$|[^\\pL\\pN_])'))
ORDER BY message_time DESC NULLS LAST

-- case: question mark in a quoted phrase is itself
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['what']) AND positionCaseInsensitive(raw, 'what?') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])what\\?')
ORDER BY message_time DESC NULLS LAST

-- case: a star between terms is one of them
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['ann', 'com']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])ann@(?:[\\pL\\pN_]+|[^\\pL\\pN_\\s])\\.com(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: two stars between terms
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['com', 'x']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])com\\.(?:[\\pL\\pN_]+|[^\\pL\\pN_\\s])\\.(?:[\\pL\\pN_]+|[^\\pL\\pN_\\s])\\.x(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: part of the last term may be a star
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['com']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])com\\.(?:[\\pL\\pN_]+|[^\\pL\\pN_\\s])\\.serv[\\pL\\pN_]*(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: part of the first term may be a star
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['test']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])[\\pL\\pN_]*om\\.test(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: part of a term in the middle finds nothing
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND false
ORDER BY message_time DESC NULLS LAST

-- case: negated wildcard
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT match(raw, '(?i)(?:^|[^\\pL\\pN_])[\\pL\\pN_]*e[\\pL\\pN_]*(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST
