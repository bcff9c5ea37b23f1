-- case: phrase
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['failed', 'login']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])failed\\s+login(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: blanks in the phrase
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['task', 'thread']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])task\\s+thread(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: blanks around the phrase
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['failed', 'login']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])failed\\s+login(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: tab and new line in the phrase
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['failed', 'login', 'for']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])failed\\s+login\\s+for(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: star for a term between blanks
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['failed', 'login']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])failed\\s+(?:[\\pL\\pN_]+|[^\\pL\\pN_\\s])\\s+login(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: a sign is no blank
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['failed', 'login']) AND positionCaseInsensitive(raw, 'failed,login') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])failed,login(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: bent quotes around a phrase
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['failed', 'login']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])failed\\s+login(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: signs that nobody sees part words, and are no part of them
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['failed', 'login']) AND endsWith(raw, 'twice')
ORDER BY message_time DESC NULLS LAST
