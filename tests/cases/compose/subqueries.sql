-- case: in a scope: one of the values, and other conditions
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['fine'])
ORDER BY message_time DESC NULLS LAST

-- case: in a scope, negated: an absent value is none of them
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND (category_key != '' OR false AND NOT hasAllTokens(terms, ['fine']))
ORDER BY message_time DESC NULLS LAST

-- case: several fields belong together
WITH
  f_h AS c1,
  f_u AS c2,
  max(message_time) AS c3
SELECT c1, c2
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error'])
GROUP BY c1, c2
ORDER BY c3 DESC NULLS LAST, c1 ASC NULLS LAST, c2 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
ORDER BY message_time DESC NULLS LAST

-- case: as words of the message
WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['fine'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
ORDER BY message_time DESC NULLS LAST

-- case: as phrases of the message, all of a row
WITH
  positionCaseInsensitive(raw, 'error ') AS c1,
  c1 + 6 AS c2,
  positionCaseInsensitive(raw, ' at ', c2) AS c3,
  c3 + 4 AS c4,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
  if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7,
  c7 AS c8,
  c6 AS c9,
  max(message_time) AS c10
SELECT c8, c9
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error', 'ann']) AND c5
GROUP BY c8, c9
ORDER BY c10 DESC NULLS LAST, c8 ASC NULLS LAST, c9 ASC NULLS LAST
LIMIT 2501

WITH
  positionCaseInsensitive(raw, 'error ') AS c1,
  c1 + 6 AS c2,
  ifNull(c1 > 0, false) AS c3,
  if(c3, substring(raw, c2), CAST(NULL, 'Nullable(String)')) AS c4,
  c4 AS c5,
  max(message_time) AS c6
SELECT c5
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['42']) AND c3
GROUP BY c5
ORDER BY c6 DESC NULLS LAST, c5 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND (true OR true)
ORDER BY message_time DESC NULLS LAST

-- case: after where; an absent value is none of them
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND isNotNull(f_h)
ORDER BY message_time DESC NULLS LAST

-- case: after where, negated: nor is it another one
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND NOT isNotNull(f_h)
ORDER BY message_time DESC NULLS LAST

-- case: as a condition of if
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['fine'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  if(isNotNull(f_h), 'bad', 'good') AS c1,
  if(NOT isNotNull(f_u), 1, 0) AS c2,
  c1 AS c3,
  c2 AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- case: together with other conditions
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['fine'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND f_u = 'ann' AND (isNotNull(f_h) OR f_h = 'b')
ORDER BY message_time DESC NULLS LAST

-- case: of an aggregate
SELECT c1
FROM (
  WITH
    f_u AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767254400000 AND message_time < 1767261600000
  GROUP BY c1
  ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
  LIMIT 1
) AS t3
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 1 BY c1
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
ORDER BY message_time DESC NULLS LAST

-- case: the first rows in their order, no more than asked for
WITH
  f_u AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
GROUP BY c1
ORDER BY c1 DESC NULLS LAST
LIMIT 1 BY c1
LIMIT 3

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND isNotNull(f_u)
ORDER BY message_time DESC NULLS LAST

-- case: of messages the values of the newest
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 3

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND isNotNull(f_h)
ORDER BY message_time DESC NULLS LAST

-- case: rows are taken once
WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND (hasAllTokens(terms, ['error']) OR hasAllTokens(terms, ['fine']))
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 6

WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND isNotNull(f_u)

-- case: one in another
WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['warn'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['fine'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
ORDER BY message_time DESC NULLS LAST

-- case: one in the stages of another, and one in a join
WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND NOT isNotNull(f_u)
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['warn'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  toInt64(count()) AS c3
SELECT c3
FROM (
  SELECT f_u
  FROM logs
  WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND isNotNull(f_u)
) AS t5
INNER JOIN (
  SELECT f_u AS k4
  FROM logs
  WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND isNotNull(f_u)
) AS t6 ON t5.f_u = t6.k4
SETTINGS join_use_nulls = 1

-- case: without rows nothing is found
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND (true OR true)
ORDER BY message_time DESC NULLS LAST

-- case: without rows everything is not found
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND NOT isNotNull(f_h)

-- case: a row with an absent value is equal to nothing
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['warn'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  f_u AS c1,
  f_h AS c2,
  max(message_time) AS c3
SELECT c1, c2
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['42'])
GROUP BY c1, c2
ORDER BY c3 DESC NULLS LAST, c1 ASC NULLS LAST, c2 ASC NULLS LAST
LIMIT 2501

WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['warn'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND (true OR true OR true)
ORDER BY message_time DESC NULLS LAST

-- case: an empty text is one after where, and none in a scope
WITH
  '' AS c1,
  c1 AS c2,
  max(message_time) AS c3
SELECT c2
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['warn'])
GROUP BY c2
ORDER BY c3 DESC NULLS LAST, c2 ASC NULLS LAST
LIMIT 2501

WITH
  '' AS c1,
  c1 AS c2,
  max(message_time) AS c3
SELECT c2
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['warn'])
GROUP BY c2
ORDER BY c3 DESC NULLS LAST, c2 ASC NULLS LAST
LIMIT 2501

WITH
  if(isNull(f_h), '', f_h) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND (true OR hasAllTokens(terms, ['42'])) AND isNotNull(c1)
ORDER BY message_time DESC NULLS LAST

-- case: a star in a value is one in a scope
WITH
  '?*' AS c1,
  c1 AS c2,
  max(message_time) AS c3
SELECT c2
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['warn'])
GROUP BY c2
ORDER BY c3 DESC NULLS LAST, c2 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND NOT hasAllTokens(terms, ['error'])
ORDER BY message_time DESC NULLS LAST

-- case: and a character after where
WITH
  '?*' AS c1,
  c1 AS c2,
  max(message_time) AS c3
SELECT c2
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['warn'])
GROUP BY c2
ORDER BY c3 DESC NULLS LAST, c2 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND isNotNull(f_h)
ORDER BY message_time DESC NULLS LAST

-- case: quotes and backslashes in a value
WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['week'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
ORDER BY message_time DESC NULLS LAST

-- case: numbers are compared as numbers
WITH
  toInt64(lengthUTF8(ifNull(raw, ''))) AS c1,
  c1 / 2 AS c2,
  c1 AS c3,
  c2 AS c4,
  max(message_time) AS c5
SELECT c3, c4
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['warn'])
GROUP BY c3, c4
ORDER BY c5 DESC NULLS LAST, c3 ASC NULLS LAST, c4 ASC NULLS LAST
LIMIT 2501

WITH
  toInt64(lengthUTF8(ifNull(raw, ''))) AS c1,
  c1 / 2 AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND isNotNull(c1)
ORDER BY message_time DESC NULLS LAST

-- case: values that can be no numbers
WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  toInt64(lengthUTF8(ifNull(raw, ''))) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND isNotNull(c1)
ORDER BY message_time DESC NULLS LAST

-- case: from: up to now
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
ORDER BY message_time DESC NULLS LAST

-- case: from and to, counted from now
WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND isNotNull(f_u)
ORDER BY message_time DESC NULLS LAST

-- case: days, and times of days, in the query's zone, without and with a year
WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['warn'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND (isNotNull(f_u) OR isNotNull(f_u))

-- case: milliseconds since the epoch; to alone
WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND isNotNull(f_u) AND NOT isNotNull(f_u)

-- case: what a condition inside cannot find is told
WITH
  f_h AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND false
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND (true OR hasAllTokens(terms, ['fine', 'bob']))
ORDER BY message_time DESC NULLS LAST

-- case: a field that no message can have is told once
WITH
  f_u AS c1,
  max(message_time) AS c2
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND (true OR hasAllTokens(terms, ['fine', 'bob']))
ORDER BY message_time DESC NULLS LAST

-- case: what a stage inside leaves out is told
WITH
  intDiv(message_time, 1000) * 1000 AS c1,
  c1 AS c3,
  f_u AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767247200000 AND message_time < 1767261600000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767247200000, 1767261600000, 1000)),), 'defaults': (0, None, 0), 'fixed': (), 'takelast': False}

SELECT c7
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST
LIMIT 1 BY c7
LIMIT 2501

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767247200000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['ann'])
ORDER BY message_time DESC NULLS LAST

-- case: blanks, lines and case
WITH
  f_h AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['error'])
GROUP BY c1
ORDER BY c1 ASC NULLS LAST
LIMIT 1 BY c1
LIMIT 11

SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_u
FROM logs
WHERE message_time >= 1767254400000 AND message_time < 1767261600000 AND hasAllTokens(terms, ['fine'])
ORDER BY message_time DESC NULLS LAST
