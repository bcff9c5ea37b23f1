-- case: distinct values; an absent one is none
WITH
  f_h AS c1,
  toInt64(uniq(f_t)) AS c2,
  toInt64(uniq(f_v)) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: the empty text is a distinct value
WITH
  if(isNull(f_t), '', f_t) AS c1,
  toInt64(uniq(c1)) AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: distinct combinations, of rows that have all of it
WITH
  toInt64(uniqIf(tuple(f_h, f_t), and(isNotNull(f_h), isNotNull(f_t)))) AS c1,
  toInt64(uniq(f_h)) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: distinct numbers
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  toInt64(uniq(c1)) AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: sums, means, least and largest
WITH
  f_h AS c1,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c2,
  avgOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3,
  minOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5
SELECT c1, c2, c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: the deviation of a sample; of a single value it is nothing
WITH
  f_h AS c1,
  if(count(toFloat64OrNull(trimBoth(toString(f_v)))) = 0, NULL, if(count(toFloat64OrNull(trimBoth(toString(f_v)))) <= 1, 0.0, stddevSampStable(toFloat64OrNull(trimBoth(toString(f_v)))))) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: percentiles, in proportion between two values
WITH
  f_h AS c1,
  quantileExactInclusiveOrNull(0.0)(toFloat64OrNull(trimBoth(toString(f_v)))) AS c2,
  quantileExactInclusiveOrNull(0.25)(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3,
  quantileExactInclusiveOrNull(0.5)(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4,
  quantileExactInclusiveOrNull(0.75)(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5,
  quantileExactInclusiveOrNull(1.0)(toFloat64OrNull(trimBoth(toString(f_v)))) AS c6
SELECT c1, c2, c3, c4, c5, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING c1 != 'c'
ORDER BY c1 ASC NULLS LAST

-- case: the median where none is listed; a name for one; the sampling one
WITH
  quantileExactInclusiveOrNull(0.5)(toFloat64OrNull(trimBoth(toString(f_v)))) AS c1,
  quantileExactInclusiveOrNull(0.625)(toFloat64OrNull(trimBoth(toString(f_v)))) AS c2,
  quantileExactInclusiveOrNull(0.25)(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: a percentile of no values is absent
WITH
  f_h AS c1,
  quantileExactInclusiveOrNull(0.5)(toFloat64OrNull(trimBoth(toString(f_v)))) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING c1 = 'c'
ORDER BY c1 ASC NULLS LAST

-- case: names of percentiles can be read later
WITH
  quantileExactInclusiveOrNull(0.9990000000000001)(toFloat64OrNull(trimBoth(toString(f_v)))) AS c1,
  quantileExactInclusiveOrNull(0.95)(toFloat64OrNull(trimBoth(toString(f_a_b_c8687a)))) AS c2,
  toBool(c1 > 29) AS c3,
  c2 + 1 AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: of messages the newest and the oldest; what it has, absent or not
WITH
  f_h AS c1,
  tupleElement(argMinOrNull(tuple(raw), tuple(negate(message_time), negate(message_id))), 1) AS c2,
  tupleElement(argMaxOrNull(tuple(raw), tuple(negate(message_time), negate(message_id))), 1) AS c3,
  tupleElement(argMinOrNull(tuple(f_t), tuple(negate(message_time), negate(message_id))), 1) AS c4,
  tupleElement(argMaxOrNull(tuple(f_t), tuple(negate(message_time), negate(message_id))), 1) AS c5
SELECT c1, c2, c3, c4, c5
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: the first and the last in the order of a sort
WITH
  f_h AS c2,
  tupleElement(argMinOrNull(tuple(raw), c1), 1) AS c3,
  tupleElement(argMaxOrNull(tuple(raw), c1), 1) AS c4
SELECT c2, c3, c4
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY raw DESC NULLS LAST, message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1
  SELECT c1, f_h, message_time, raw
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t5
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- case: the first and the last of what a limit has left
WITH
  tupleElement(argMinOrNull(tuple(f_v), c1), 1) AS c2,
  tupleElement(argMaxOrNull(tuple(f_v), c1), 1) AS c3
SELECT c2, c3
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c1
  SELECT c1, f_v, message_time
  FROM (
    SELECT f_v, message_time
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    ORDER BY message_time DESC NULLS LAST
    LIMIT 5
  ) AS t4
) AS t5

-- case: the first and the last of records, whose kind stays
WITH
  tupleElement(argMinOrNull(tuple(c2), c3), 1) AS c4,
  tupleElement(argMaxOrNull(tuple(c2), c3), 1) AS c5,
  tupleElement(argMinOrNull(tuple(c1), c3), 1) AS c6
SELECT c4, c5, c6
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY c1 DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c3
  SELECT c1, c2, c3
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1
  ) AS t7
) AS t8

-- case: the first and the last of records in the order of their keys
WITH
  c1 AS c5,
  tupleElement(argMinOrNull(tuple(c2), c4), 1) AS c6,
  tupleElement(argMaxOrNull(tuple(c2), c4), 1) AS c7
SELECT c5, c6, c7
FROM (
  WITH
    toInt64(row_number() OVER (ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c4
  SELECT c1, c2, c4
  FROM (
    WITH
      f_h AS c1,
      f_t AS c2
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1, c2
  ) AS t8
) AS t9
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- case: the first and the last behind a running sum, and of a transposed table
WITH
  f_h AS c1,
  f_t AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('x', 'y')}

WITH
  tupleElement(argMinOrNull(tuple(c7), c8), 1) AS c9,
  tupleElement(argMaxOrNull(tuple(c4), c8), 1) AS c10
SELECT c9, c10
FROM (
  WITH
    sum(c5) OVER (ORDER BY place ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c7,
    toInt64(row_number() OVER (ORDER BY place ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c8
  SELECT c4, c7, c8
  FROM rows_of_stage_2
  WHERE isNotNull(c5)
) AS t11

-- case: distinct values as lines, in the order of their characters
WITH
  if(empty(groupUniqArray(100000)(f_t)), NULL, arrayStringConcat(arraySlice(arraySort(groupUniqArray(100000)(f_t)), 1, 100), '\n')) AS c1,
  if(empty(groupUniqArray(100000)(f_v)), NULL, arrayStringConcat(arraySlice(arraySort(groupUniqArray(100000)(f_v)), 1, 100), '\n')) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: values of each group, of numbers as their texts; no values are absent
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  f_h AS c2,
  if(empty(groupUniqArray(100000)(toString(c1))), NULL, arrayStringConcat(arraySlice(arraySort(groupUniqArray(100000)(toString(c1))), 1, 100), '\n')) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- case: the empty text among the values
WITH
  if(f_h = 'b', '', f_h) AS c1,
  if(empty(groupUniqArray(100000)(c1)), NULL, arrayStringConcat(arraySlice(arraySort(groupUniqArray(100000)(c1)), 1, 100), '\n')) AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: the first hundred values
WITH
  intDiv(message_time, 60000) * 60000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767182400000, 1767268800000, 60000)),), 'defaults': (0, 0), 'fixed': (), 'takelast': False}

WITH
  if(empty(groupUniqArray(100000)(toString(c5))), NULL, arrayStringConcat(arraySlice(arraySort(groupUniqArray(100000)(toString(c5))), 1, 100), '\n')) AS c7,
  toInt64(count()) AS c8,
  toInt64(lengthUTF8(ifNull(c7, ''))) AS c9
SELECT c9, c8
FROM rows_of_stage_2

-- case: of nothing all are absent, and the counts are 0
WITH
  toInt64(count()) AS c1,
  toInt64(uniq(f_t)) AS c2,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3,
  avgOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4,
  minOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c6,
  if(count(toFloat64OrNull(trimBoth(toString(f_v)))) = 0, NULL, if(count(toFloat64OrNull(trimBoth(toString(f_v)))) <= 1, 0.0, stddevSampStable(toFloat64OrNull(trimBoth(toString(f_v)))))) AS c7,
  quantileExactInclusiveOrNull(0.5)(toFloat64OrNull(trimBoth(toString(f_v)))) AS c8,
  tupleElement(argMinOrNull(tuple(f_t), tuple(negate(message_time), negate(message_id))), 1) AS c9,
  tupleElement(argMaxOrNull(tuple(f_t), tuple(negate(message_time), negate(message_id))), 1) AS c10,
  if(empty(groupUniqArray(100000)(f_t)), NULL, arrayStringConcat(arraySlice(arraySort(groupUniqArray(100000)(f_t)), 1, 100), '\n')) AS c11
SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])

-- case: of nothing by keys there is nothing
WITH
  f_h AS c1,
  if(count(toFloat64OrNull(trimBoth(toString(f_v)))) = 0, NULL, if(count(toFloat64OrNull(trimBoth(toString(f_v)))) <= 1, 0.0, stddevSampStable(toFloat64OrNull(trimBoth(toString(f_v)))))) AS c2,
  tupleElement(argMinOrNull(tuple(f_t), tuple(negate(message_time), negate(message_id))), 1) AS c3,
  if(empty(groupUniqArray(100000)(f_t)), NULL, arrayStringConcat(arraySlice(arraySort(groupUniqArray(100000)(f_t)), 1, 100), '\n')) AS c4
SELECT c1, c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: the infinite and what is no number
WITH
  if(raw = '1', 1 / 0, if(raw = '2', (-1) / 0, toFloat64(1))) AS c1,
  sumOrNull(c1) AS c2,
  avgOrNull(c1) AS c3,
  maxOrNull(c1) AS c4,
  minOrNull(c1) AS c5,
  toInt64(count(c1)) AS c6,
  if(count(c1) = 0, NULL, if(count(c1) <= 1, 0.0, stddevSampStable(c1))) AS c7
SELECT c2, c3, c4, c5, c6, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: truth values count as 1 and 0
WITH
  toBool(toFloat64OrNull(trimBoth(toString(f_v))) > 9) AS c1,
  sumOrNull(toInt64(c1)) AS c2,
  avgOrNull(toInt64(c1)) AS c3,
  maxOrNull(toInt64(c1)) AS c4
SELECT c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000

-- case: names that need quotes, and names without parentheses
WITH
  f_h AS c1,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_a_b_c8687a)))) AS c2,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3,
  avgOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
SELECT c1, c2, c3, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING c1 = 'b'
ORDER BY c1 ASC NULLS LAST

-- case: a value that is called like its key takes its place
WITH
  f_h AS c1,
  tupleElement(argMinOrNull(tuple(f_t), tuple(negate(message_time), negate(message_id))), 1) AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 1

-- case: the means of means
WITH
  maxOrNull(c5) AS c6,
  if(count(c5) = 0, NULL, if(count(c5) <= 1, 0.0, stddevSampStable(c5))) AS c7,
  if(abs(c7 * 1000000.0) >= 4503599627370496.0, c7, (floor(c7 * 1000000.0) + (c7 * 1000000.0 - floor(c7 * 1000000.0) >= 0.5)) / 1000000.0) AS c8
SELECT c6, c8
FROM (
  WITH
    c1 AS c4,
    avgOrNull(c3) AS c5
  SELECT c5
  FROM (
    WITH
      f_h AS c1,
      f_t AS c2,
      avgOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3
    SELECT c1, c3
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
    GROUP BY c1, c2
  ) AS t9
  GROUP BY c4
) AS t10
