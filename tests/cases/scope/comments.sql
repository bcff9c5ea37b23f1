-- case: line comment in the scope
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['alpha'])

-- case: line comment before everything
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['alpha'])

-- case: a stage in a comment
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['alpha'])

-- case: comment in the middle of a stage
WITH
  source_category AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['alpha'])
GROUP BY c1
ORDER BY c1 DESC NULLS LAST

-- case: slash and star inside a word are no comment
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND startsWith(category_key, 'prod/')

-- case: two slashes inside a word are no comment
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['https', 'host', 'x']) AND positionCaseInsensitive(raw, 'https://host/x') > 0 AND match(raw, '(?i)(?:^|[^\\pL\\pN_])https://host/x(?:$|[^\\pL\\pN_])')

-- case: comment signs in a quoted text
WITH
  '/* no // comment */' AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['alpha'])
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- case: comment directly behind a pipe
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['alpha'])

-- case: a pipe in a line comment
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['alpha'])

-- case: comment inside parentheses
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (hasAllTokens(terms, ['alpha']) OR hasAllTokens(terms, ['beta']))
