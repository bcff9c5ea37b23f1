-- case: the most frequent first, equal ones in the order of the values, the absent one last
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 10000

-- case: combinations
WITH
  f_s AS c1,
  f_h AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2
ORDER BY c3 DESC NULLS LAST, c1 ASC NULLS LAST, c2 ASC NULLS LAST
LIMIT 3

-- case: in parentheses
SELECT c1, c2
FROM (
  WITH
    f_s AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
  ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
  LIMIT 10000
) AS t3
WHERE c2 > 2
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST

-- case: a field that no row has
WITH
  f_v AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 10000

-- case: of records
WITH
  c3 AS c4,
  toInt64(count()) AS c5
SELECT c4, c5
FROM (
  WITH
    f_h AS c1,
    f_s AS c2,
    toInt64(count()) AS c3
  SELECT c3
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1, c2
) AS t6
GROUP BY c4
ORDER BY c5 DESC NULLS LAST, c4 ASC NULLS LAST
LIMIT 10000

-- case: sorted otherwise, and with a name in quotes
SELECT c1, c2
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c1, c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
  ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
  LIMIT 10000
) AS t3
ORDER BY c1 ASC NULLS LAST, c2 DESC NULLS LAST

-- case: no rows
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 10000
