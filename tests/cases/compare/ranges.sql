-- case: groups by their keys; those of one side alone stay, those of the past behind
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

WITH
  f_h AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: slices of time move to the present
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

WITH
  intDiv(message_time, 3600000) * 3600000 AS c5,
  c5 AS c7,
  toInt64(count()) AS c8
SELECT c7, c8
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c7
ORDER BY c7 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (0,), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: slices of days in the query's zone
WITH
  intDiv(message_time + 7200000, 86400000) * 86400000 - 7200000 AS c1,
  intDiv(message_time + 7200000, 86400000) * 86400000 - 7200000 + 86400000 AS c2,
  c1 AS c3,
  c2 AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767304800000 AND message_time < 1767391200000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

WITH
  intDiv(message_time + 7200000, 86400000) * 86400000 - 7200000 AS c6,
  intDiv(message_time + 7200000, 86400000) * 86400000 - 7200000 + 86400000 AS c7,
  c6 AS c8,
  c7 AS c9,
  toInt64(count()) AS c10
SELECT c8, c9, c10
FROM logs
WHERE message_time >= 1767218400000 AND message_time < 1767304800000
GROUP BY c8, c9
ORDER BY c8 ASC NULLS LAST, c9 ASC NULLS LAST

-- local stage: compare {'columns': 3, 'keys': (0, 1), 'times': (0, 1), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: one bucket of the whole range
WITH
  toInt64(1767312000000) AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

WITH
  toInt64(1767225600000) AS c5,
  c5 AS c7,
  toInt64(count()) AS c8
SELECT c7, c8
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c7
ORDER BY c7 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (0,), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: slices of another name
WITH
  intDiv(message_time, 43200000) * 43200000 AS c1,
  c1 AS c3,
  f_h AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

WITH
  intDiv(message_time, 43200000) * 43200000 AS c6,
  c6 AS c8,
  f_h AS c9,
  toInt64(count()) AS c10
SELECT c8, c9, c10
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c8, c9
ORDER BY c8 ASC NULLS LAST, c9 ASC NULLS LAST

-- local stage: compare {'columns': 3, 'keys': (0, 1), 'times': (0,), 'folds': ((('_1d',), None, (86400000,)),)}

SELECT c11, c12, c13, c14
FROM rows_of_stage_3
WHERE c11 > 0 AND c12 = 'a'
ORDER BY place ASC NULLS LAST

-- case: several ranges
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

WITH
  f_h AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

WITH
  f_h AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767225600000
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (), 'folds': ((('_1d', '_2d'), None, (86400000, 172800000)),)}

-- case: their mean: a range without the group has no part in it
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

WITH
  f_h AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

WITH
  f_h AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767225600000
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (), 'folds': ((('_2d_avg',), 'avg', (86400000, 172800000)),)}

-- case: their least and largest, and the name of the whole span
WITH
  f_h AS c1,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

WITH
  f_h AS c3,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

WITH
  f_h AS c5,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767225600000
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

WITH
  f_h AS c7,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c8
SELECT c7, c8
FROM logs
WHERE message_time >= 1767052800000 AND message_time < 1767139200000
GROUP BY c7
ORDER BY c7 ASC NULLS LAST

WITH
  f_h AS c9,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c10
SELECT c9, c10
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c9
ORDER BY c9 ASC NULLS LAST

WITH
  f_h AS c11,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c12
SELECT c11, c12
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767225600000
GROUP BY c11
ORDER BY c11 ASC NULLS LAST

WITH
  f_h AS c13,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c14
SELECT c13, c14
FROM logs
WHERE message_time >= 1767052800000 AND message_time < 1767139200000
GROUP BY c13
ORDER BY c13 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (), 'folds': ((('_72h_min',), 'min', (86400000, 172800000, 259200000)), (('_3d_max',), 'max', (86400000, 172800000, 259200000)))}

-- case: whole numbers stay whole but in a mean
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000

WITH
  toInt64(count()) AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000

WITH
  toInt64(count()) AS c3
SELECT c3
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767225600000

WITH
  toInt64(count()) AS c4
SELECT c4
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000

WITH
  toInt64(count()) AS c5
SELECT c5
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767225600000

-- local stage: compare {'columns': 1, 'keys': (), 'times': (), 'folds': ((('_2d_max',), 'max', (86400000, 172800000)), (('_usual',), 'avg', (86400000, 172800000)))}

-- case: names
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000

WITH
  toInt64(count()) AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000

WITH
  toInt64(count()) AS c3
SELECT c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000

WITH
  toInt64(count()) AS c4
SELECT c4
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767225600000

WITH
  toInt64(count()) AS c5
SELECT c5
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767225600000

-- local stage: compare {'columns': 1, 'keys': (), 'times': (), 'folds': ((('_yesterday',), None, (86400000,)), (('_day_1', '_day_2'), None, (86400000, 172800000)), (('_the "least"',), 'min', (172800000,)))}

-- case: a minus, a blank before the unit, in any case
WITH
  toInt64(count()) AS c1
SELECT c1
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000

WITH
  toInt64(count()) AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000

-- local stage: compare {'columns': 1, 'keys': (), 'times': (), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: every value gets its columns, texts too
WITH
  f_h AS c1,
  toInt64(count()) AS c2,
  tupleElement(argMinOrNull(tuple(raw), tuple(negate(message_time), negate(message_id))), 1) AS c3,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
SELECT c1, c2, c3, c4
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c1
HAVING c1 = 'a'
ORDER BY c1 ASC NULLS LAST

WITH
  f_h AS c5,
  toInt64(count()) AS c6,
  tupleElement(argMinOrNull(tuple(raw), tuple(negate(message_time), negate(message_id))), 1) AS c7,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c8
SELECT c5, c6, c7, c8
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c5
HAVING c5 = 'a'
ORDER BY c5 ASC NULLS LAST

-- local stage: compare {'columns': 4, 'keys': (0,), 'times': (), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: an absent key is one, too
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

WITH
  f_h AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767052800000 AND message_time < 1767139200000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (), 'folds': ((('_3d',), None, (259200000,)),)}

-- case: what the past lacks is absent, and can be asked for
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

WITH
  f_h AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (), 'folds': ((('_1d',), None, (86400000,)),)}

WITH
  if(isNull(c6), 0, toInt64(c6)) - if(isNull(c7), 0, toInt64(c7)) AS c8
SELECT c5, c6, c7, c8
FROM rows_of_stage_3
ORDER BY c8 ASC NULLS LAST, place ASC NULLS LAST

-- case: the order of the present stays; where and limit before it count for each range
WITH
  f_h AS c1,
  toInt64(count()) AS c2,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c1
HAVING c1 != 'c'
ORDER BY c3 DESC NULLS LAST, c1 ASC NULLS LAST
LIMIT 1

WITH
  f_h AS c4,
  toInt64(count()) AS c5,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c6
SELECT c4, c5, c6
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c4
HAVING c4 != 'c'
ORDER BY c6 DESC NULLS LAST, c4 ASC NULLS LAST
LIMIT 1

-- local stage: compare {'columns': 3, 'keys': (0,), 'times': (), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: rows without keys belong together in their order
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c1
ORDER BY c1 DESC NULLS LAST

WITH
  f_h AS c3,
  toInt64(count()) AS c4
SELECT c4
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767225600000
GROUP BY c3
ORDER BY c3 DESC NULLS LAST

-- local stage: compare {'columns': 1, 'keys': (), 'times': (), 'folds': ((('_2d',), None, (172800000,)),)}

-- case: a key that is worked out anew is one all the same
WITH
  f_h AS c1,
  toInt64(count()) AS c2,
  upperUTF8(c1) AS c3
SELECT c3, c2
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

WITH
  f_h AS c4,
  toInt64(count()) AS c5,
  upperUTF8(c4) AS c6
SELECT c6, c5
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c4
ORDER BY c4 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: after a running sum, and before one
WITH
  sum(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c5
SELECT c3, c4, c5
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c1,
    c1 AS c3,
    toInt64(count()) AS c4
  SELECT c3, c4
  FROM logs
  WHERE message_time >= 1767312000000 AND message_time < 1767398400000
  GROUP BY c3
  HAVING isNotNull(c4)
) AS t17
ORDER BY c3 ASC NULLS LAST

WITH
  sum(c9) OVER (ORDER BY c8 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c10
SELECT c8, c9, c10
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c6,
    c6 AS c8,
    toInt64(count()) AS c9
  SELECT c8, c9
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767312000000
  GROUP BY c8
  HAVING isNotNull(c9)
) AS t18
ORDER BY c8 ASC NULLS LAST

-- local stage: compare {'columns': 3, 'keys': (0,), 'times': (0,), 'folds': ((('_1d',), None, (86400000,)),)}

WITH
  sum(c15) OVER (ORDER BY place ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c16
SELECT c11, c12, c13, c14, c15, c16
FROM rows_of_stage_3
WHERE isNotNull(c15)
ORDER BY place ASC NULLS LAST

-- case: after outlier
WITH
  avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c5,
  stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c6,
  count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c7,
  if(c7 = 0, NULL, if(c7 = 1, 0.0, c6)) AS c8,
  c4 - c5 AS c9,
  toInt64(ifNull(c7 >= 1 AND c3 <= 1767394800000 AND (c9 > c8 * 3.0 + abs(c5) * 1e-12 OR c9 < negate(c8 * 3.0 + abs(c5) * 1e-12)), false)) AS c12
SELECT c3, c4, c12
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c1,
    c1 AS c3,
    toInt64(count()) AS c4
  SELECT c3, c4
  FROM logs
  WHERE message_time >= 1767312000000 AND message_time < 1767398400000
  GROUP BY c3
) AS t30
ORDER BY c3 ASC NULLS LAST

WITH
  avgOrNull(c16) OVER (ORDER BY c15 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c17,
  stddevSampStable(c16) OVER (ORDER BY c15 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c18,
  count(c16) OVER (ORDER BY c15 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c19,
  if(c19 = 0, NULL, if(c19 = 1, 0.0, c18)) AS c20,
  c16 - c17 AS c21,
  toInt64(ifNull(c19 >= 1 AND c15 <= 1767308400000 AND (c21 > c20 * 3.0 + abs(c17) * 1e-12 OR c21 < negate(c20 * 3.0 + abs(c17) * 1e-12)), false)) AS c24
SELECT c15, c16, c24
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c13,
    c13 AS c15,
    toInt64(count()) AS c16
  SELECT c15, c16
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767312000000
  GROUP BY c15
) AS t31
ORDER BY c15 ASC NULLS LAST

-- local stage: compare {'columns': 3, 'keys': (0,), 'times': (0,), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: columns that only the data names, of either side
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_h AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

WITH
  intDiv(message_time, 3600000) * 3600000 AS c7,
  c7 AS c9,
  f_h AS c10,
  toInt64(count()) AS c11
SELECT c9, c10, c11
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c9, c10
ORDER BY c9 ASC NULLS LAST, c10 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

-- local stage: compare {'columns': 1, 'keys': (0,), 'times': (0,), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: listed columns, those that only the data names, and stages before and behind
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_h AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('b', '*')}

SELECT c6, c7
FROM rows_of_stage_2
ORDER BY c6 DESC NULLS LAST, place ASC NULLS LAST

WITH
  intDiv(message_time, 3600000) * 3600000 AS c8,
  c8 AS c10,
  f_h AS c11,
  toInt64(count()) AS c12
SELECT c10, c11, c12
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c10, c11
ORDER BY c10 ASC NULLS LAST, c11 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('b', '*')}

SELECT c13, c14
FROM rows_of_stage_5
ORDER BY c13 DESC NULLS LAST, place ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (0,), 'folds': ((('_1d',), None, (86400000,)),)}

SELECT c15, c16, c17, c16
FROM rows_of_stage_7
WHERE isNull(c17)
ORDER BY c15 ASC NULLS LAST, place ASC NULLS LAST

-- case: columns that differ in case alone
WITH
  if(raw = '2', 'A', f_h) AS c1,
  f_h AS c2,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c2, c3, c4
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c2, c3
ORDER BY c2 ASC NULLS LAST, c3 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

WITH
  if(raw = '2', 'A', f_h) AS c6,
  f_h AS c7,
  c6 AS c8,
  toInt64(count()) AS c9
SELECT c7, c8, c9
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c7, c8
ORDER BY c7 ASC NULLS LAST, c8 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

-- local stage: compare {'columns': 1, 'keys': (0,), 'times': (), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: no rows at any time
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

WITH
  f_h AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

WITH
  f_h AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767225600000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (), 'folds': ((('_2d_avg',), 'avg', (86400000, 172800000)),)}

-- case: none in the present
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000 AND f_h = 'c'
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

WITH
  f_h AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND f_h = 'c'
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (), 'folds': ((('_1d',), None, (86400000,)),)}

-- case: the infinite and what is no number
WITH
  f_h AS c1,
  toInt64(count()) AS c2,
  if(c1 = 'a', 1 / 0, 0 / 0) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

WITH
  f_h AS c4,
  toInt64(count()) AS c5,
  if(c4 = 'a', 1 / 0, 0 / 0) AS c6
SELECT c4, c5, c6
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c4
ORDER BY c4 ASC NULLS LAST

WITH
  f_h AS c7,
  toInt64(count()) AS c8,
  if(c7 = 'a', 1 / 0, 0 / 0) AS c9
SELECT c7, c8, c9
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c7
ORDER BY c7 ASC NULLS LAST

WITH
  f_h AS c10,
  toInt64(count()) AS c11,
  if(c10 = 'a', 1 / 0, 0 / 0) AS c12
SELECT c10, c11, c12
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767225600000
GROUP BY c10
ORDER BY c10 ASC NULLS LAST

-- local stage: compare {'columns': 3, 'keys': (0,), 'times': (), 'folds': ((('_1d',), None, (86400000,)), (('_most',), 'max', (86400000, 172800000)))}

-- case: keys that are no number are one
WITH
  if(f_h = 'a', toFloat64(1), 0 / 0) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767312000000 AND message_time < 1767398400000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

WITH
  if(f_h = 'a', toFloat64(1), 0 / 0) AS c4,
  c4 AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- local stage: compare {'columns': 2, 'keys': (0,), 'times': (), 'folds': ((('_1d',), None, (86400000,)),)}
