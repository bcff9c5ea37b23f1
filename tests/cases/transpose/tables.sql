-- case: a row a slice, a column a value in alphabetical order
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_s AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND NOT isNull(f_s)
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

-- case: columns by name, in their order; one that is absent is there
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_s AS c4,
  toInt64(count()) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('500', '404', '200')}

-- case: columns by name first, then the others
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND NOT isNull(f_s)
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('500', '*')}

-- case: a star is all of them
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND NOT isNull(f_s)
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('*',)}

-- case: later stages can name the listed columns
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('200', '500')}

WITH
  if(isNull(c6), 0, toInt64(c6)) AS c7
SELECT c4, c7
FROM rows_of_stage_2
WHERE c5 >= 1
ORDER BY c4 ASC NULLS LAST, place ASC NULLS LAST

-- case: several row and column fields
WITH
  f_h AS c1,
  f_n AS c2,
  f_s AS c3,
  toInt64(count()) AS c4
SELECT c1, c2, c3, c1, c4
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND NOT isNull(f_s)
GROUP BY c1, c2, c3
ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST, c3 ASC NULLS LAST

-- local stage: transpose {'rows': 2, 'columns': 2, 'listed': ()}

-- case: several values
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_n)))) AS c4
SELECT c1, c2, c3, c4
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND NOT isNull(f_s)
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

-- case: an absent value is a column without a name
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

-- case: values of the cells may be text, numbers may be columns
WITH
  toFloat64OrNull(trimBoth(toString(f_n))) AS c1,
  f_h AS c2,
  c1 AS c3,
  concat(ifNull(c2, ''), ifNull(toString(c3), '')) AS c5
SELECT c2, c3, c5
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c2, c3
ORDER BY c3 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

-- case: no rows
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND hasAllTokens(terms, ['nothing'])
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

-- case: an aggregate of the transposed
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('200',)}

WITH
  sumOrNull(c5) AS c6,
  toInt64(count()) AS c7
SELECT c6, c7
FROM rows_of_stage_2

-- case: comments
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND NOT isNull(f_s)
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('200',)}

-- case: columns that only the data named go through later stages
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND NOT isNull(f_s)
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

SELECT c4, c5
FROM (
  WITH
    upperUTF8(c4) AS c5
  SELECT c4, c5, place
  FROM rows_of_stage_2
  ORDER BY c4 DESC NULLS LAST, place ASC NULLS LAST
  LIMIT 5
) AS t6
WHERE c4 != 'zz'
ORDER BY c4 DESC NULLS LAST, place ASC NULLS LAST

-- case: listed columns and the others go through later stages
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND NOT isNull(f_s)
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('500', '*')}

SELECT c4, c5
FROM rows_of_stage_2
ORDER BY c4 DESC NULLS LAST, place ASC NULLS LAST

-- case: fields leaves only the listed ones
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND NOT isNull(f_s)
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

SELECT c4
FROM rows_of_stage_2
ORDER BY c4 DESC NULLS LAST, place ASC NULLS LAST

-- case: an aggregate forgets the columns that the data named
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND NOT isNull(f_s)
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

WITH
  toInt64(count()) AS c5
SELECT c5
FROM rows_of_stage_2

-- case: the columns before the rows
WITH
  f_h AS c1,
  f_s AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767312000000 AND NOT isNull(f_s)
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}
