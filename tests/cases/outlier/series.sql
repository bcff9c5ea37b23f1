-- case: the mean and the deviation of the values before; the newest slice reaches beyond the range
WITH
  avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c5,
  stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c6,
  count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c7,
  if(c7 = 0, NULL, if(c7 = 1, 0.0, c6)) AS c8,
  c4 - c5 AS c9,
  c5 - c8 * 1.5 AS c10,
  c5 + c8 * 1.5 AS c11,
  toInt64(ifNull(c7 >= 3 AND c3 <= 1767241800000 AND (c9 > c8 * 1.5 + abs(c5) * 1e-12 OR c9 < negate(c8 * 1.5 + abs(c5) * 1e-12)), false)) AS c12
SELECT c3, c4, c9, c10, c11, c8, c12, c12
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c1,
    c1 AS c3,
    sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
  SELECT c3, c4
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767245400000 AND f_h = 'a'
  GROUP BY c3
) AS t13
ORDER BY c3 ASC NULLS LAST

-- case: a slice that ends with the range is whole
SELECT c4
FROM (
  WITH
    avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c5,
    stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c6,
    count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c7,
    if(c7 = 0, NULL, if(c7 = 1, 0.0, c6)) AS c8,
    c4 - c5 AS c9,
    toInt64(ifNull(c7 >= 3 AND c3 <= 1767240000000 AND (c9 > c8 * 1.5 + abs(c5) * 1e-12 OR c9 < negate(c8 * 1.5 + abs(c5) * 1e-12)), false)) AS c12
  SELECT c12, c3, c4
  FROM (
    WITH
      intDiv(message_time, 3600000) * 3600000 AS c1,
      c1 AS c3,
      sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
    SELECT c3, c4
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767243600000 AND f_h = 'a'
    GROUP BY c3
  ) AS t13
) AS t14
WHERE c12 = 1
ORDER BY c3 ASC NULLS LAST

-- case: so many in a row
SELECT c4, c12, c13
FROM (
  WITH
    toInt64(sum(c12) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) = 2) AS c13
  SELECT c12, c13, c3, c4
  FROM (
    WITH
      avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c5,
      stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c6,
      count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c7,
      if(c7 = 0, NULL, if(c7 = 1, 0.0, c6)) AS c8,
      c4 - c5 AS c9,
      toInt64(ifNull(c7 >= 3 AND c3 <= 1767241800000 AND (c9 > c8 * 1.5 + abs(c5) * 1e-12 OR c9 < negate(c8 * 1.5 + abs(c5) * 1e-12)), false)) AS c12
    SELECT c12, c3, c4
    FROM (
      WITH
        intDiv(message_time, 3600000) * 3600000 AS c1,
        c1 AS c3,
        sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
      SELECT c3, c4
      FROM logs
      WHERE message_time >= 1767225600000 AND message_time < 1767245400000 AND f_h = 'a'
      GROUP BY c3
    ) AS t14
  ) AS t15
) AS t16
WHERE c4 >= 7
ORDER BY c3 ASC NULLS LAST

-- case: at the bound it is no outlier
SELECT c3, c4, c9, c10, c11, c8, c12, c12
FROM (
  WITH
    avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c5,
    stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c6,
    count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c7,
    if(c7 = 0, NULL, if(c7 = 1, 0.0, c6)) AS c8,
    c4 - c5 AS c9,
    c5 - c8 * 2.0 AS c10,
    c5 + c8 * 2.0 AS c11,
    toInt64(ifNull(c7 >= 3 AND c3 <= 1767241800000 AND (c9 > c8 * 2.0 + abs(c5) * 1e-12 OR c9 < negate(c8 * 2.0 + abs(c5) * 1e-12)), false)) AS c12
  SELECT c10, c11, c12, c3, c4, c8, c9
  FROM (
    WITH
      intDiv(message_time, 3600000) * 3600000 AS c1,
      c1 AS c3,
      sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
    SELECT c3, c4
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767245400000 AND f_h = 'a'
    GROUP BY c3
  ) AS t13
) AS t14
WHERE c12 > 0
ORDER BY c3 ASC NULLS LAST

-- case: ten slices and three deviations where nothing says otherwise
SELECT c9, c12
FROM (
  WITH
    avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 10 PRECEDING AND 1 PRECEDING) AS c5,
    stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 10 PRECEDING AND 1 PRECEDING) AS c6,
    count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 10 PRECEDING AND 1 PRECEDING) AS c7,
    if(c7 = 0, NULL, if(c7 = 1, 0.0, c6)) AS c8,
    c4 - c5 AS c9,
    toInt64(ifNull(c7 >= 10 AND c3 <= 1767241800000 AND (c9 > c8 * 3.0 + abs(c5) * 1e-12 OR c9 < negate(c8 * 3.0 + abs(c5) * 1e-12)), false)) AS c12
  SELECT c12, c3, c4, c9
  FROM (
    WITH
      intDiv(message_time, 3600000) * 3600000 AS c1,
      c1 AS c3,
      sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
    SELECT c3, c4
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767245400000 AND f_h = 'a'
    GROUP BY c3
  ) AS t13
) AS t14
WHERE c4 = 9
ORDER BY c3 ASC NULLS LAST

-- case: on one side
WITH
  avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c13,
  stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c14,
  count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c15,
  if(c15 = 0, NULL, if(c15 = 1, 0.0, c14)) AS c16,
  c4 - c13 AS c17,
  toInt64(ifNull(c15 >= 1 AND c3 <= 1767241800000 AND c17 > c16 * 3.0 + abs(c13) * 1e-12, false)) AS c20
SELECT c4, c20
FROM (
  WITH
    avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c5,
    stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c6,
    count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c7,
    if(c7 = 0, NULL, if(c7 = 1, 0.0, c6)) AS c8,
    c4 - c5 AS c9,
    toInt64(ifNull(c7 >= 3 AND c3 <= 1767241800000 AND c9 < negate(c8 * 3.0 + abs(c5) * 1e-12), false)) AS c12
  SELECT c12, c3, c4
  FROM (
    WITH
      intDiv(message_time, 3600000) * 3600000 AS c1,
      c1 AS c3,
      sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
    SELECT c3, c4
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767245400000 AND f_h = 'b'
    GROUP BY c3
  ) AS t21
) AS t22
WHERE c12 = 1
ORDER BY c3 ASC NULLS LAST

-- case: not on the other side, in quotes
WITH
  toInt64(count()) AS c13
SELECT c13
FROM (
  WITH
    avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c5,
    stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c6,
    count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c7,
    if(c7 = 0, NULL, if(c7 = 1, 0.0, c6)) AS c8,
    c4 - c5 AS c9,
    toInt64(ifNull(c7 >= 3 AND c3 <= 1767241800000 AND c9 > c8 * 3.0 + abs(c5) * 1e-12, false)) AS c12
  SELECT c12
  FROM (
    WITH
      intDiv(message_time, 3600000) * 3600000 AS c1,
      c1 AS c3,
      sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
    SELECT c3, c4
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767245400000 AND f_h = 'b'
    GROUP BY c3
  ) AS t14
) AS t15
WHERE c12 = 1

-- case: each series by itself, in the order of time, whatever the order of the rows
WITH
  avgOrNull(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) AS c6,
  stddevSampStable(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) AS c7,
  count(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) AS c8,
  if(c8 = 0, NULL, if(c8 = 1, 0.0, c7)) AS c9,
  c5 - c6 AS c10,
  toInt64(ifNull(c8 >= 2 AND c3 <= 1767241800000 AND (c10 > c9 * 1.0 + abs(c6) * 1e-12 OR c10 < negate(c9 * 1.0 + abs(c6) * 1e-12)), false)) AS c13
SELECT c4, c5, c10, c13
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c1,
    c1 AS c3,
    f_h AS c4,
    sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5
  SELECT c3, c4, c5
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767245400000
  GROUP BY c3, c4
) AS t14
ORDER BY c3 DESC NULLS LAST, c4 ASC NULLS LAST

-- case: without by all rows are one series, those of a slice in their order
WITH
  avgOrNull(c5) OVER (ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c6,
  c5 - c6 AS c10
SELECT c4, c5, c10
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c1,
    c1 AS c3,
    f_h AS c4,
    sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5
  SELECT c3, c4, c5
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767245400000
  GROUP BY c3, c4
) AS t14
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST
LIMIT 4

-- case: equal values with fractions are no outliers
WITH
  sumOrNull(c12) AS c13
SELECT c13
FROM (
  WITH
    avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c5,
    stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c6,
    count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c7,
    if(c7 = 0, NULL, if(c7 = 1, 0.0, c6)) AS c8,
    c4 - c5 AS c9,
    toInt64(ifNull(c7 >= 3 AND c3 <= 1767241800000 AND (c9 > c8 * 3.0 + abs(c5) * 1e-12 OR c9 < negate(c8 * 3.0 + abs(c5) * 1e-12)), false)) AS c12
  SELECT c12
  FROM (
    WITH
      intDiv(message_time, 3600000) * 3600000 AS c1,
      c1 AS c3,
      sumOrNull(toFloat64OrNull(trimBoth(toString(f_w)))) AS c4
    SELECT c3, c4
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767245400000
    GROUP BY c3
  ) AS t14
) AS t15

-- case: an absent value is none, and fills no window
WITH
  avgOrNull(c5) OVER (ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c6,
  stddevSampStable(c5) OVER (ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c7,
  count(c5) OVER (ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c8,
  if(c8 = 0, NULL, if(c8 = 1, 0.0, c7)) AS c9,
  c5 - c6 AS c10,
  toInt64(ifNull(c8 >= 1 AND c3 <= 1767241800000 AND (c10 > c9 * 3.0 + abs(c6) * 1e-12 OR c10 < negate(c9 * 3.0 + abs(c6) * 1e-12)), false)) AS c13
SELECT c5, c10, c9, c13, c13
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c1,
    c1 AS c3,
    f_h AS c4,
    maxOrNull(toFloat64OrNull(trimBoth(toString(f_w)))) AS c5
  SELECT c3, c4, c5
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767245400000
  GROUP BY c3, c4
  HAVING c4 = 'b'
) AS t14
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST
LIMIT 2

-- case: of whole numbers, with a name that needs quotes
SELECT c4, c9
FROM (
  WITH
    avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c5,
    stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c6,
    count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c7,
    if(c7 = 0, NULL, if(c7 = 1, 0.0, c6)) AS c8,
    c4 - c5 AS c9,
    toInt64(ifNull(c7 >= 1 AND c3 <= 1767241800000 AND (c9 > c8 * 3.0 + abs(c5) * 1e-12 OR c9 < negate(c8 * 3.0 + abs(c5) * 1e-12)), false)) AS c12
  SELECT c12, c3, c4, c9
  FROM (
    WITH
      intDiv(message_time, 3600000) * 3600000 AS c1,
      c1 AS c3,
      toInt64(count()) AS c4
    SELECT c3, c4
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767245400000
    GROUP BY c3
  ) AS t13
) AS t14
WHERE c12 = 1
ORDER BY c3 ASC NULLS LAST

-- case: of a transposed column, whose absent values are slices without a value
WITH
  intDiv(message_time, 3600000) * 3600000 AS c1,
  c1 AS c3,
  f_h AS c4,
  sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5
SELECT c3, c4, c5
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767245400000
GROUP BY c3, c4
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('a', 'b')}

SELECT c8, c14, c15
FROM (
  WITH
    avgOrNull(c8) OVER (ORDER BY c6 ASC NULLS LAST, place ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c9,
    stddevSampStable(c8) OVER (ORDER BY c6 ASC NULLS LAST, place ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c10,
    count(c8) OVER (ORDER BY c6 ASC NULLS LAST, place ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c11,
    if(c11 = 0, NULL, if(c11 = 1, 0.0, c10)) AS c12,
    c8 - c9 AS c13,
    c9 - c12 * 3.0 AS c14,
    c9 + c12 * 3.0 AS c15,
    toInt64(ifNull(c11 >= 1 AND c6 <= 1767241800000 AND (c13 > c12 * 3.0 + abs(c9) * 1e-12 OR c13 < negate(c12 * 3.0 + abs(c9) * 1e-12)), false)) AS c16
  SELECT c14, c15, c16, c8, place
  FROM rows_of_stage_2
) AS t17
WHERE c16 = 1
ORDER BY place ASC NULLS LAST

-- case: outliers among errors
SELECT c17
FROM (
  WITH
    avgOrNull(c9) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c13,
    c9 - c13 AS c17
  SELECT c17, c3
  FROM (
    WITH
      avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c5,
      c4 - c5 AS c9
    SELECT c3, c9
    FROM (
      WITH
        intDiv(message_time, 3600000) * 3600000 AS c1,
        c1 AS c3,
        sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c4
      SELECT c3, c4
      FROM logs
      WHERE message_time >= 1767225600000 AND message_time < 1767245400000 AND f_h = 'a'
      GROUP BY c3
    ) AS t21
  ) AS t22
) AS t23
WHERE NOT isNull(c17)
ORDER BY c3 ASC NULLS LAST
LIMIT 1

-- case: no rows
WITH
  avgOrNull(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 10 PRECEDING AND 1 PRECEDING) AS c5,
  stddevSampStable(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 10 PRECEDING AND 1 PRECEDING) AS c6,
  count(c4) OVER (ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 10 PRECEDING AND 1 PRECEDING) AS c7,
  if(c7 = 0, NULL, if(c7 = 1, 0.0, c6)) AS c8,
  c4 - c5 AS c9,
  toInt64(ifNull(c7 >= 10 AND c3 <= 1767241800000 AND (c9 > c8 * 3.0 + abs(c5) * 1e-12 OR c9 < negate(c8 * 3.0 + abs(c5) * 1e-12)), false)) AS c12
SELECT c12
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c1,
    c1 AS c3,
    toInt64(count()) AS c4
  SELECT c3, c4
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767245400000 AND hasAllTokens(terms, ['nothing'])
  GROUP BY c3
) AS t13
ORDER BY c3 ASC NULLS LAST

-- case: the field in parentheses, and a comma before by
SELECT c4, c5
FROM (
  WITH
    avgOrNull(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c6,
    stddevSampStable(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c7,
    count(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING) AS c8,
    if(c8 = 0, NULL, if(c8 = 1, 0.0, c7)) AS c9,
    c5 - c6 AS c10,
    toInt64(ifNull(c8 >= 3 AND c3 <= 1767241800000 AND (c10 > c9 * 1.5 + abs(c6) * 1e-12 OR c10 < negate(c9 * 1.5 + abs(c6) * 1e-12)), false)) AS c13
  SELECT c13, c3, c4, c5
  FROM (
    WITH
      intDiv(message_time, 3600000) * 3600000 AS c1,
      c1 AS c3,
      f_h AS c4,
      sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5
    SELECT c3, c4, c5
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767245400000
    GROUP BY c3, c4
  ) AS t14
) AS t15
WHERE c13 = 1
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST
