-- case: rows
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: rows, with a star, in any case
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: a field counts where it is there
WITH
  toInt64(count(f_h)) AS c1,
  toInt64(count(f_v)) AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: groups have case, and absence is one of them
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: several keys, columns in the order of the query
WITH
  f_t AS c1,
  f_h AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2
HAVING NOT isNull(c1)
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- case: what is no number is left out
WITH
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c1,
  avgOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c2,
  minOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4,
  toInt64(count(f_v)) AS c5
SELECT c1, c2, c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: a group without a number
WITH
  f_h AS c1,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c2,
  avgOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3,
  minOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
SELECT c1, c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING c1 = 'A'
ORDER BY c1 ASC NULLS LAST

-- case: whole numbers stay whole
WITH
  2 AS c1,
  sumOrNull(c1) AS c2,
  minOrNull(c1) AS c3,
  maxOrNull(c1) AS c4,
  avgOrNull(c1) AS c5
SELECT c2, c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: keys directly after count
WITH
  f_h AS c1,
  f_t AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2
HAVING c2 = 'y'
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- case: a name and then keys
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING c2 > 1
ORDER BY c1 ASC NULLS LAST

-- case: group by, and group alone
WITH
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM (
  WITH
    f_h AS c1
  SELECT c1
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
  HAVING c1 = 'b'
) AS t5
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- case: the name after the keys
WITH
  f_h AS c1,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING c1 = 'a'
ORDER BY c1 ASC NULLS LAST

-- case: names for several
WITH
  f_h AS c1,
  toInt64(count()) AS c2,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
SELECT c1, c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING c1 = 'b'
ORDER BY c1 ASC NULLS LAST

-- case: a name that is one of the language
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 1

-- case: an aggregate of records
WITH
  toInt64(count()) AS c3,
  sumOrNull(c2) AS c4,
  maxOrNull(c2) AS c5
SELECT c3, c4, c5
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
) AS t6

-- case: an aggregate that only needs the rows
WITH
  toInt64(count()) AS c3
SELECT c3
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2
  SELECT c2 AS rows
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
) AS t4

-- case: a count of a count
WITH
  toInt64(count()) AS c3
SELECT c3
FROM (
  WITH
    toInt64(count()) AS c2
  SELECT c2 AS rows
  FROM (
    WITH
      toInt64(count()) AS c1
    SELECT c1 AS rows
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t4
) AS t5

-- case: no rows give no groups
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: no rows give one count of zero, and nothing else
WITH
  toInt64(count()) AS c1,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c2,
  avgOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3,
  minOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
SELECT c1, c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])

-- case: no rows give no sum of whole numbers either
WITH
  2 AS c1,
  sumOrNull(c1) AS c2,
  avgOrNull(size) AS c3,
  minOrNull(c1) AS c4,
  maxOrNull(message_time) AS c5
SELECT c2, c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])

-- case: a value that nothing reads
WITH
  1 + 1 AS c2
SELECT c2
FROM (
  WITH
    sumOrNull(size) AS c1
  SELECT c1 AS rows
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t3

-- case: a key that is worked out before
WITH
  lowerUTF8(f_h) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
HAVING c2 = 'a'
ORDER BY c2 ASC NULLS LAST

-- case: keys that are numbers and truth values
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  toBool(c1 > 15) AS c2,
  c2 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c3
ORDER BY c4 DESC NULLS LAST, c3 DESC NULLS LAST

-- case: a key may be aggregated too
WITH
  f_v AS c1,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING c1 = '30'
ORDER BY c1 ASC NULLS LAST

-- case: the minimum of two fields is no aggregate
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST
