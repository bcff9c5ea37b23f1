-- case: slices as wide as those before
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0, 0), 'fixed': (), 'takelast': False}

SELECT c5, c6
FROM rows_of_stage_2
ORDER BY c5 ASC NULLS LAST, place ASC NULLS LAST

-- case: new rows come behind the others
WITH
  intDiv(message_time, 1800000) * 1800000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 1800000)),), 'defaults': (0, 0), 'fixed': (), 'takelast': False}

-- case: a width in a number of buckets, a field of another name
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0, 0), 'fixed': (), 'takelast': False}

SELECT c6
FROM rows_of_stage_2
ORDER BY c5 ASC NULLS LAST, place ASC NULLS LAST

-- case: days of the query's zone, of which the first begins before the range
WITH
  intDiv(message_time + (-18000000), 86400000) * 86400000 - (-18000000) AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767139200000 AND message_time < 1767312000000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767070800000, 1767312000000, 86400000)),), 'defaults': (0, 0), 'fixed': (), 'takelast': False}

SELECT c5, c6
FROM rows_of_stage_2
ORDER BY c5 ASC NULLS LAST, place ASC NULLS LAST

-- case: weeks begin on Monday
WITH
  intDiv(message_time + (-345600000), 604800000) * 604800000 - (-345600000) AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767052800000 AND message_time < 1767657600000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1766966400000, 1767657600000, 604800000)),), 'defaults': (0, 0), 'fixed': (), 'takelast': False}

-- case: listed values
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'values', ('a', 'z', 'y')),), 'defaults': (None, 0), 'fixed': (), 'takelast': False}

-- case: another value than 0
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'values', ('z',)),), 'defaults': (None, -1), 'fixed': (1,), 'takelast': False}

-- case: all combinations of slices and values
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_h AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)), (1, 'all', ())), 'defaults': (0, None, 0), 'fixed': (), 'takelast': False}

-- case: combinations of listed values
WITH
  f_h AS c1,
  f_v AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'values', ('a',)), (1, 'values', ('1', '2', '3'))), 'defaults': (None, None, 0), 'fixed': (), 'takelast': False}

SELECT c4, c5, c6
FROM rows_of_stage_2
WHERE c6 = 0
ORDER BY place ASC NULLS LAST

-- case: each kind has its value
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5,
  tupleElement(argMinOrNull(tuple(raw), tuple(negate(message_time), negate(message_id))), 1) AS c6,
  maxOrNull(message_time) AS c7,
  toBool(c4 > 1) AS c8
SELECT c3, c4, c5, c6, c7, c8
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0, 0, 0.0, None, 0, False), 'fixed': (), 'takelast': False}

SELECT c9, c10, c11, c12, c13, c14
FROM rows_of_stage_2
WHERE c10 = 0
ORDER BY place ASC NULLS LAST

-- case: what with says, for several columns
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5,
  tupleElement(argMinOrNull(tuple(raw), tuple(negate(message_time), negate(message_id))), 1) AS c6,
  maxOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c7
SELECT c3, c4, c5, c6, c7
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0, 2000, None, 'none', 5), 'fixed': (3, 2, 1, 4), 'takelast': False}

SELECT c8, c9, c10, c11, c12
FROM rows_of_stage_2
WHERE c8 = 1767265200000
ORDER BY place ASC NULLS LAST

-- case: a number for a text becomes one, a fraction makes fractions
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  tupleElement(argMinOrNull(tuple(raw), tuple(negate(message_time), negate(message_id))), 1) AS c5,
  toFloat64(c4) AS c6
SELECT c3, c6, c5
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0, 0.5, 7), 'fixed': (1, 2), 'takelast': False}

SELECT c7, c8, c9
FROM rows_of_stage_2
ORDER BY c7 ASC NULLS LAST, place ASC NULLS LAST

-- case: what there was in the slice before; before the first there was nothing
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4,
  tupleElement(argMinOrNull(tuple(raw), tuple(negate(message_time), negate(message_id))), 1) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767258000000 AND message_time < 1767276000000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767258000000, 1767276000000, 3600000)),), 'defaults': (0, 0, None), 'fixed': (), 'takelast': True}

SELECT c6, c7, c8
FROM rows_of_stage_2
ORDER BY c6 ASC NULLS LAST, place ASC NULLS LAST

-- case: in each series; what with says comes first
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_h AS c4,
  toInt64(count()) AS c5,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c6
SELECT c3, c4, c5, c6
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3, c4
HAVING NOT isNull(c4)
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((1, 'all', ()), (0, 'timeslice', range(1767261600000, 1767272400000, 3600000))), 'defaults': (0, None, 0, -1), 'fixed': (3,), 'takelast': True}

SELECT c7, c8, c9, c10
FROM rows_of_stage_2
ORDER BY c8 ASC NULLS LAST, c7 ASC NULLS LAST, place ASC NULLS LAST

-- case: of a transposed table nothing is known, so nothing is filled in
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_h AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0,), 'fixed': (), 'takelast': False}

SELECT c7
FROM rows_of_stage_3
ORDER BY c7 ASC NULLS LAST, place ASC NULLS LAST

-- case: nor in listed columns, but for what with says
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_h AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('a', 'b')}

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0, 0, None), 'fixed': (1,), 'takelast': False}

SELECT c9, c10, c11
FROM rows_of_stage_3
ORDER BY c9 ASC NULLS LAST, place ASC NULLS LAST

-- case: before a transpose
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_h AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3, c4
HAVING NOT isNull(c4)
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)), (1, 'all', ())), 'defaults': (0, None, 0), 'fixed': (), 'takelast': False}

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

SELECT c9
FROM rows_of_stage_3
ORDER BY c9 ASC NULLS LAST, place ASC NULLS LAST

-- case: after compare, with columns that only the data names
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_h AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
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
WHERE message_time >= 1767258000000 AND message_time < 1767268800000
GROUP BY c9, c10
ORDER BY c9 ASC NULLS LAST, c10 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

-- local stage: compare {'columns': 1, 'keys': (0,), 'times': (0,), 'folds': ((('_1h',), None, (3600000,)),)}

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0,), 'fixed': (), 'takelast': False}

SELECT c14
FROM rows_of_stage_6
ORDER BY c14 ASC NULLS LAST, place ASC NULLS LAST
LIMIT 2

-- case: values of numbers and of truth values
WITH
  toFloat64OrNull(trimBoth(toString(f_v))) AS c1,
  toBool(c1 > 4) AS c2,
  c1 AS c3,
  c2 AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'values', (1.0, 9.0)), (1, 'values', (True, False))), 'defaults': (0.0, False, 0), 'fixed': (), 'takelast': False}

SELECT c6, c7, c8
FROM rows_of_stage_2
WHERE c8 = 0
ORDER BY c6 ASC NULLS LAST, c7 ASC NULLS LAST, place ASC NULLS LAST

-- case: running sums over what was filled in
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0, 0), 'fixed': (), 'takelast': False}

WITH
  lagInFrame(toNullable(c6)) OVER (ORDER BY c5 ASC NULLS LAST, place ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c8,
  c6 - c8 AS c9
SELECT c5, c6, c7, c9
FROM (
  WITH
    sum(c6) OVER (ORDER BY c5 ASC NULLS LAST, place ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c7
  SELECT c5, c6, c7, place
  FROM rows_of_stage_2
  WHERE isNotNull(c6)
) AS t10
WHERE isNotNull(c6)
ORDER BY c5 ASC NULLS LAST, place ASC NULLS LAST

-- case: names that need quotes
WITH
  f_h AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'values', ('z',)),), 'defaults': (None, 3), 'fixed': (1,), 'takelast': False}

SELECT c3, c4
FROM rows_of_stage_2
WHERE c4 = 3
ORDER BY place ASC NULLS LAST

-- case: more combinations than are looked at
WITH
  intDiv(message_time, 1000) * 1000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 1000)),), 'defaults': (0, 0), 'fixed': (), 'takelast': False}

WITH
  toInt64(count()) AS c7
SELECT c7
FROM rows_of_stage_2

-- case: no rows: all slices, and no values
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  toInt64(count()) AS c4
SELECT c3, c4
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c3
ORDER BY c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)),), 'defaults': (0, 0), 'fixed': (), 'takelast': False}

-- case: no rows have no values
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_h AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'timeslice', range(1767261600000, 1767272400000, 3600000)), (1, 'all', ())), 'defaults': (0, None, 0), 'fixed': (), 'takelast': False}

-- case: keys that are no number
WITH
  if(f_h = 'a', 0 / 0, 1 / 0) AS c1,
  c1 AS c2,
  f_v AS c3,
  toInt64(count()) AS c4
SELECT c2, c3, c4
FROM logs
WHERE message_time >= 1767261600000 AND message_time < 1767272400000
GROUP BY c2, c3
ORDER BY c2 ASC NULLS LAST, c3 ASC NULLS LAST

-- local stage: fillmissing {'generators': ((0, 'all', ()), (1, 'values', ('1',))), 'defaults': (0.0, None, 0), 'fixed': (), 'takelast': False}

SELECT c5, c6, c7
FROM rows_of_stage_2
WHERE c6 = '1'
ORDER BY place ASC NULLS LAST
