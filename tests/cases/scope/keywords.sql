-- case: any case
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['alpha'])
ORDER BY message_time DESC NULLS LAST

-- case: words side by side are both needed
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['alpha', 'beta'])
ORDER BY message_time DESC NULLS LAST

-- case: and binds tighter than or
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['twice']) OR hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['alpha', 'gamma']))
ORDER BY message_time DESC NULLS LAST

-- case: parentheses
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['twice']) OR hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['alpha'])) AND NOT hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['beta'])
ORDER BY message_time DESC NULLS LAST

-- case: exclamation mark before a word, a phrase and a group
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['alpha']) AND NOT hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['no']) AND NOT (hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['error']) OR match(raw, '(?i)(?:^|[^\\pL\\pN_])straße(?:$|[^\\pL\\pN_])')) AND NOT (hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['a', 'b']) AND positionCaseInsensitive(raw, 'a\\b') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])a\\\\b(?:$|[^\\pL\\pN_])')) AND NOT hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['user\xee\x80\x80id'])
ORDER BY message_time DESC NULLS LAST

-- case: double negation
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['gamma'])
ORDER BY message_time DESC NULLS LAST

-- case: an underscore is part of a word
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['user'])
ORDER BY message_time DESC NULLS LAST

-- case: a word with an underscore
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['user\xee\x80\x80id'])
ORDER BY message_time DESC NULLS LAST

-- case: an underscore and a dash are not the same
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['error\xee\x80\x80code'])
ORDER BY message_time DESC NULLS LAST

-- case: a bare word with signs is a phrase
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['somewhere', 'com', 'error']) AND positionCaseInsensitive(raw, 'somewhere.com') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])somewhere\\.com(?:$|[^\\pL\\pN_])') OR hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['jsmith', 'somewhere', 'com']) AND positionCaseInsensitive(raw, 'jsmith@somewhere.com') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])jsmith@somewhere\\.com(?:$|[^\\pL\\pN_])'))
ORDER BY message_time DESC NULLS LAST

-- case: terms of a phrase stand side by side
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['jsmith', 'somewhere']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])jsmith\\s+somewhere(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: a sign alone
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND positionCaseInsensitive(raw, '!') > 0
ORDER BY message_time DESC NULLS LAST

-- case: a phrase that ends with a sign
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['code']) AND positionCaseInsensitive(raw, 'code:') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])code:')
ORDER BY message_time DESC NULLS LAST

-- case: part of a word is not found
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['alph'])
ORDER BY message_time DESC NULLS LAST

-- case: letters of other alphabets, in any case
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])ÜNÏCODE(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: part of a word with such letters is not found
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['stra'])
ORDER BY message_time DESC NULLS LAST

-- case: a quote in a phrase is escaped
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['said', 'no']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])said\\s+"no"')
ORDER BY message_time DESC NULLS LAST

-- case: a backslash in a phrase
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['c', 'temp']) AND positionCaseInsensitive(raw, 'c:\\temp') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])c:\\\\temp(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: an operator's word is a keyword in the scope
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(replaceAll(lower(raw), '_', '\xee\x80\x80'), ['count'])
ORDER BY message_time DESC NULLS LAST

-- case: nothing, and only a star, are everything
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: no scope at all
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: an empty quoted text is everything
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
