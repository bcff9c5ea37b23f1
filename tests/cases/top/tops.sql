-- case: messages are counted, equal counts in the order of the fields
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 3

-- case: by count says the same
WITH
  f_h AS c1,
  toInt64(count()) AS c2,
  c2 * 2 AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 1

-- case: by count, the smallest first
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2

-- case: of combinations, the absent value being one
SELECT c1, c2, c3
FROM (
  WITH
    f_s AS c1,
    f_h AS c2,
    toInt64(count()) AS c3
  SELECT c1, c2, c3
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1, c2
  ORDER BY c3 DESC NULLS LAST, c1 ASC NULLS LAST, c2 ASC NULLS LAST
  LIMIT 10
) AS t4
WHERE isNull(c2) OR c3 > 1
ORDER BY c3 DESC NULLS LAST, c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- case: messages by a field: not counted, not put together
SELECT f_h, message_time
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time ASC NULLS LAST
LIMIT 3

-- case: by a field that is text: as text, as sort has it
SELECT f_h, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY f_v DESC NULLS LAST, message_time DESC NULLS LAST
LIMIT 2

-- case: records by a value; other columns go
WITH
  f_h AS c1,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3
SELECT c1, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c3 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 2

-- case: records by several values, each in its direction
WITH
  f_h AS c1,
  toInt64(count()) AS c2,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c3 ASC NULLS LAST, c1 ASC NULLS LAST
LIMIT 3

-- case: records by their count where nothing is said
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2
ORDER BY c3 DESC NULLS LAST, c1 ASC NULLS LAST, c2 ASC NULLS LAST
LIMIT 2

-- case: records by count, which is a field of that name
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 1

-- case: records by count, which is the count
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST
LIMIT 1

-- case: records without a count are counted
WITH
  c1 AS c4,
  toInt64(count()) AS c5
SELECT c4, c5
FROM (
  WITH
    f_h AS c1,
    f_s AS c2
  SELECT c1
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1, c2
) AS t6
GROUP BY c4
ORDER BY c5 DESC NULLS LAST, c4 ASC NULLS LAST
LIMIT 1

-- case: absent values come last both ways
WITH
  f_s AS c1,
  f_h AS c2,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2
ORDER BY c3 ASC NULLS LAST, c1 ASC NULLS LAST, c2 ASC NULLS LAST
LIMIT 5

-- case: the field itself after by
WITH
  f_h AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 DESC NULLS LAST
LIMIT 2

-- case: the fields stay keys
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 3

WITH
  f_h AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767096000000 AND message_time < 1767182400000
GROUP BY c3
ORDER BY c4 DESC NULLS LAST, c3 ASC NULLS LAST
LIMIT 3

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: a comma, quotes, and a name in them
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 1

-- case: no rows
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 5
