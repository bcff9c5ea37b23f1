-- case: any case
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['alpha'])
ORDER BY message_time DESC NULLS LAST

-- case: words side by side are both needed
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['alpha', 'beta'])
ORDER BY message_time DESC NULLS LAST

-- case: and binds tighter than or
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (hasAllTokens(terms, ['twice']) OR hasAllTokens(terms, ['alpha', 'gamma']))
ORDER BY message_time DESC NULLS LAST

-- case: parentheses
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (hasAllTokens(terms, ['twice']) OR hasAllTokens(terms, ['alpha'])) AND NOT hasAllTokens(terms, ['beta'])
ORDER BY message_time DESC NULLS LAST

-- case: exclamation mark before a word, a phrase and a group
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT hasAllTokens(terms, ['alpha']) AND NOT hasAllTokens(terms, ['no']) AND NOT (hasAllTokens(terms, ['error']) OR match(raw, '(?i)(?:^|[^\\pL\\pN_])straße(?:$|[^\\pL\\pN_])')) AND NOT (hasAllTokens(terms, ['a', 'b']) AND positionCaseInsensitive(raw, 'a\\b') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])a\\\\b(?:$|[^\\pL\\pN_])')) AND NOT hasAllTokens(terms, ['user\xee\x80\x80id'])
ORDER BY message_time DESC NULLS LAST

-- case: double negation
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['gamma'])
ORDER BY message_time DESC NULLS LAST

-- case: an underscore is part of a word
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['user'])
ORDER BY message_time DESC NULLS LAST

-- case: a word with an underscore
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['user\xee\x80\x80id'])
ORDER BY message_time DESC NULLS LAST

-- case: an underscore and a dash are not the same
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['error\xee\x80\x80code'])
ORDER BY message_time DESC NULLS LAST

-- case: a bare word with signs is a phrase
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (hasAllTokens(terms, ['somewhere', 'com', 'error']) AND positionCaseInsensitive(raw, 'somewhere.com') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])somewhere\\.com(?:$|[^\\pL\\pN_])') OR hasAllTokens(terms, ['jsmith', 'somewhere', 'com']) AND positionCaseInsensitive(raw, 'jsmith@somewhere.com') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])jsmith@somewhere\\.com(?:$|[^\\pL\\pN_])'))
ORDER BY message_time DESC NULLS LAST

-- case: terms of a phrase stand side by side
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['jsmith', 'somewhere']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])jsmith\\s+somewhere(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: a sign alone
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND positionCaseInsensitive(raw, '!') > 0
ORDER BY message_time DESC NULLS LAST

-- case: a phrase that ends with a sign
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['code']) AND positionCaseInsensitive(raw, 'code:') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])code:')
ORDER BY message_time DESC NULLS LAST

-- case: part of a word is not found
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['alph'])
ORDER BY message_time DESC NULLS LAST

-- case: letters of other alphabets, in any case
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])ÜNÏCODE(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: part of a word with such letters is not found
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['stra'])
ORDER BY message_time DESC NULLS LAST

-- case: a quote in a phrase is escaped
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['said', 'no']) AND match(raw, '(?i)(?:^|[^\\pL\\pN_])said\\s+"no"')
ORDER BY message_time DESC NULLS LAST

-- case: a backslash in a phrase
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['c', 'temp']) AND positionCaseInsensitive(raw, 'c:\\temp') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])c:\\\\temp(?:$|[^\\pL\\pN_])')
ORDER BY message_time DESC NULLS LAST

-- case: an operator's word is a keyword in the scope
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['count'])
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
