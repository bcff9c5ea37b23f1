-- case: rows without a partner go; the order is that of the first table, then of the second
SELECT c6, c7, c15, c16
FROM (
  WITH
    positionCaseInsensitive(raw, 'login session=') AS c1,
    c1 + 14 AS c2,
    positionCaseInsensitive(raw, ' user=', c2) AS c3,
    c3 + 6 AS c4,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
    if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
  SELECT c6, c7, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
) AS t19
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'buy session=') AS c8,
    c8 + 12 AS c9,
    positionCaseInsensitive(raw, ' value=', c9) AS c10,
    c10 + 7 AS c11,
    ifNull(c8 > 0 AND c10 > 0, false) AS c12,
    if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
    if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
  SELECT c13 AS k18, c13 AS c15, c14 AS c16, message_time AS c17
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
) AS t20 ON t19.c6 = t20.k18
ORDER BY message_time DESC NULLS LAST, c17 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: columns that both tables have keep their table's name
SELECT c6, c7, c15, c16
FROM (
  WITH
    positionCaseInsensitive(raw, 'login session=') AS c1,
    c1 + 14 AS c2,
    positionCaseInsensitive(raw, ' user=', c2) AS c3,
    c3 + 6 AS c4,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
    if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
  SELECT c6, c7, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
) AS t19
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'buy session=') AS c8,
    c8 + 12 AS c9,
    positionCaseInsensitive(raw, ' value=', c9) AS c10,
    c10 + 7 AS c11,
    ifNull(c8 > 0 AND c10 > 0, false) AS c12,
    if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
    if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
  SELECT c13 AS k18, c13 AS c15, c14 AS c16, message_time AS c17
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
) AS t20 ON t19.c6 = t20.k18
ORDER BY message_time DESC NULLS LAST, c17 DESC NULLS LAST
LIMIT 1
SETTINGS join_use_nulls = 1

-- case: later stages call a column by its table, in any case
WITH
  toFloat64OrNull(trimBoth(toString(c16))) AS c18
SELECT c7, c18
FROM (
  WITH
    positionCaseInsensitive(raw, 'login session=') AS c1,
    c1 + 14 AS c2,
    positionCaseInsensitive(raw, ' user=', c2) AS c3,
    c3 + 6 AS c4,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
    if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
  SELECT c6, c7, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
) AS t20
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'buy session=') AS c8,
    c8 + 12 AS c9,
    positionCaseInsensitive(raw, ' value=', c9) AS c10,
    c10 + 7 AS c11,
    ifNull(c8 > 0 AND c10 > 0, false) AS c12,
    if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
    if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
  SELECT c13 AS k19, c14 AS c16, message_time AS c17
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
) AS t21 ON t20.c6 = t21.k19
WHERE c7 = 'bob'
ORDER BY message_time DESC NULLS LAST, c17 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: join, then diff
WITH
  lagInFrame(toNullable(c18)) OVER (PARTITION BY c15 ORDER BY c19 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c20,
  c18 - c20 AS c21
SELECT c15, c16, c21
FROM (
  WITH
    toFloat64OrNull(trimBoth(toString(c16))) AS c18,
    toInt64(row_number() OVER (ORDER BY message_time DESC NULLS LAST, c17 DESC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS c19
  SELECT c15, c16, c18, c19
  FROM (
    WITH
      positionCaseInsensitive(raw, 'login session=') AS c1,
      c1 + 14 AS c2,
      positionCaseInsensitive(raw, ' user=', c2) AS c3,
      ifNull(c1 > 0 AND c3 > 0, false) AS c5,
      if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6
    SELECT c6, message_time
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
  ) AS t23
  INNER JOIN (
    WITH
      positionCaseInsensitive(raw, 'buy session=') AS c8,
      c8 + 12 AS c9,
      positionCaseInsensitive(raw, ' value=', c9) AS c10,
      c10 + 7 AS c11,
      ifNull(c8 > 0 AND c10 > 0, false) AS c12,
      if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
      if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
    SELECT c13 AS k22, c13 AS c15, c14 AS c16, message_time AS c17
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
  ) AS t24 ON t23.c6 = t24.k22
  WHERE isNotNull(c18)
) AS t25
ORDER BY c19 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: fields of the messages, which no stage inside names
SELECT f_s, c2, message_time
FROM (
  SELECT f_s, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_h = 'x'
) AS t5
INNER JOIN (
  SELECT f_s AS k4, message_time AS c1, f_h AS c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_h = 'y'
) AS t6 ON t5.f_s = t6.k4
ORDER BY message_time DESC NULLS LAST, c1 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: absent values are equal to nothing
WITH
  toInt64(count()) AS c19
SELECT c19
FROM (
  WITH
    positionCaseInsensitive(raw, 'login session=') AS c1,
    c1 + 14 AS c2,
    positionCaseInsensitive(raw, ' user=', c2) AS c3,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5
  SELECT f_h
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
) AS t21
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'other ') AS c8,
    c8 + 6 AS c9,
    positionCaseInsensitive(raw, ' ', c9) AS c10,
    ifNull(c8 > 0 AND c10 > 0, false) AS c12
  SELECT f_h AS k20
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
) AS t22 ON t21.f_h = t22.k20
SETTINGS join_use_nulls = 1

-- case: three tables
SELECT c6, c7, c22, c23, c25, c26
FROM (
  SELECT c22, c23, c24, c6, c7, message_time
  FROM (
    WITH
      positionCaseInsensitive(raw, 'login session=') AS c1,
      c1 + 14 AS c2,
      positionCaseInsensitive(raw, ' user=', c2) AS c3,
      c3 + 6 AS c4,
      ifNull(c1 > 0 AND c3 > 0, false) AS c5,
      if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
      if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
    SELECT c6, c7, message_time
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
  ) AS t29
  INNER JOIN (
    WITH
      positionCaseInsensitive(raw, 'buy session=') AS c8,
      c8 + 12 AS c9,
      positionCaseInsensitive(raw, ' value=', c9) AS c10,
      c10 + 7 AS c11,
      ifNull(c8 > 0 AND c10 > 0, false) AS c12,
      if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
      if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
    SELECT c13 AS k28, c13 AS c22, c14 AS c23, message_time AS c24
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
  ) AS t30 ON t29.c6 = t30.k28
) AS t32
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'other ') AS c15,
    c15 + 6 AS c16,
    positionCaseInsensitive(raw, ' ', c16) AS c17,
    c17 + 1 AS c18,
    ifNull(c15 > 0 AND c17 > 0, false) AS c19,
    if(c19, substring(raw, c16, c17 - c16), CAST(NULL, 'Nullable(String)')) AS c20,
    if(c19, substring(raw, c18), CAST(NULL, 'Nullable(String)')) AS c21
  SELECT c20 AS k31, c20 AS c25, c21 AS c26, message_time AS c27
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c19
) AS t33 ON t32.c6 = t33.k31
ORDER BY message_time DESC NULLS LAST, c24 DESC NULLS LAST, c27 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: the third table joined to the second, and several conditions, one with a name in quotes
SELECT c6, c23, c27
FROM (
  SELECT c22, c23, c24, c25, c6, message_time
  FROM (
    WITH
      positionCaseInsensitive(raw, 'other ') AS c1,
      c1 + 6 AS c2,
      positionCaseInsensitive(raw, ' ', c2) AS c3,
      c3 + 1 AS c4,
      ifNull(c1 > 0 AND c3 > 0, false) AS c5,
      if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
      if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
    SELECT c6, c7, message_time
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
  ) AS t31
  INNER JOIN (
    WITH
      positionCaseInsensitive(raw, 'login session=') AS c8,
      c8 + 14 AS c9,
      positionCaseInsensitive(raw, ' user=', c9) AS c10,
      c10 + 6 AS c11,
      ifNull(c8 > 0 AND c10 > 0, false) AS c12,
      if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
      if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
    SELECT c13 AS k30, c13 AS c22, c14 AS c23, message_time AS c24, f_a_b_c8687a AS c25
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
  ) AS t32 ON t31.c7 = t32.k30
) AS t35
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'buy session=') AS c15,
    c15 + 12 AS c16,
    positionCaseInsensitive(raw, ' value=', c16) AS c17,
    c17 + 7 AS c18,
    ifNull(c15 > 0 AND c17 > 0, false) AS c19,
    if(c19, substring(raw, c16, c17 - c16), CAST(NULL, 'Nullable(String)')) AS c20,
    if(c19, substring(raw, c18), CAST(NULL, 'Nullable(String)')) AS c21
  SELECT c20 AS k33, f_h AS k34, c21 AS c27, message_time AS c28
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c19
) AS t36 ON t35.c22 = t36.k33 AND t35.c25 = t36.k34
ORDER BY message_time DESC NULLS LAST, c24 DESC NULLS LAST, c28 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: aggregates inside; a number is equal to its text
SELECT c7, c8, c13, c14, c15
FROM (
  WITH
    positionCaseInsensitive(raw, 'session=') AS c1,
    c1 + 8 AS c2,
    positionCaseInsensitive(raw, ' ', c2) AS c3,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    ifNull(if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')), f_s) AS c6,
    c6 AS c7,
    toInt64(count()) AS c8
  SELECT c7, c8
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND startsWith(raw, 'buy')
  GROUP BY c7
) AS t17
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'session=') AS c1,
    c1 + 8 AS c2,
    positionCaseInsensitive(raw, ' ', c2) AS c3,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    ifNull(if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')), f_s) AS c6,
    c6 AS c9,
    toInt64(count()) AS c10,
    maxOrNull(toFloat64OrNull(trimBoth(toString(c6)))) AS c11,
    toString(c11) AS c12
  SELECT c12 AS k16, c9 AS c13, c10 AS c14, c11 AS c15
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND startsWith(raw, 'login')
  GROUP BY c9
) AS t18 ON t17.c7 = t18.k16
ORDER BY c8 DESC NULLS LAST, c7 ASC NULLS LAST, c13 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: of the records of an aggregate
SELECT c1, c2, c3, c4, c5, c6
FROM (
  WITH
    f_h AS c1,
    f_s AS c2,
    toInt64(count()) AS c3
  SELECT c1, c2, c3
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1, c2
  HAVING c1 = 'x'
) AS t8
INNER JOIN (
  WITH
    f_h AS c1,
    f_s AS c2,
    toInt64(count()) AS c3
  SELECT c2 AS k7, c1 AS c4, c2 AS c5, c3 AS c6
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1, c2
  HAVING c1 = 'y'
) AS t9 ON t8.c2 = t9.k7
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST, c4 ASC NULLS LAST, c5 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: slices of time
WITH
  c1 AS c22,
  c9 AS c23,
  toInt64(count()) AS c24
SELECT c22, c23, c24
FROM (
  WITH
    intDiv(message_time, 60000) * 60000 AS c1,
    positionCaseInsensitive(raw, 'login session=') AS c3,
    c3 + 14 AS c4,
    positionCaseInsensitive(raw, ' user=', c4) AS c5,
    c5 + 6 AS c6,
    ifNull(c3 > 0 AND c5 > 0, false) AS c7,
    if(c7, substring(raw, c4, c5 - c4), CAST(NULL, 'Nullable(String)')) AS c8,
    if(c7, substring(raw, c6), CAST(NULL, 'Nullable(String)')) AS c9
  SELECT c1, c8, c9
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c7
) AS t26
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'buy session=') AS c10,
    c10 + 12 AS c11,
    positionCaseInsensitive(raw, ' value=', c11) AS c12,
    ifNull(c10 > 0 AND c12 > 0, false) AS c14,
    if(c14, substring(raw, c11, c12 - c11), CAST(NULL, 'Nullable(String)')) AS c15
  SELECT c15 AS k25
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c14
) AS t27 ON t26.c8 = t27.k25
GROUP BY c22, c23
ORDER BY c22 ASC NULLS LAST, c23 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: not far apart in time
SELECT c6, c16
FROM (
  WITH
    positionCaseInsensitive(raw, 'login session=') AS c1,
    c1 + 14 AS c2,
    positionCaseInsensitive(raw, ' user=', c2) AS c3,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6
  SELECT c6, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
) AS t19
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'buy session=') AS c8,
    c8 + 12 AS c9,
    positionCaseInsensitive(raw, ' value=', c9) AS c10,
    c10 + 7 AS c11,
    ifNull(c8 > 0 AND c10 > 0, false) AS c12,
    if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
    if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
  SELECT c13 AS k18, c14 AS c16, message_time AS c17
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
) AS t20 ON t19.c6 = t20.k18
WHERE abs(message_time - c17) <= 2000
ORDER BY message_time DESC NULLS LAST, c17 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: three tables not far apart, each from each
SELECT c4, c13, c16
FROM (
  SELECT c13, c14, c15, c4, message_time
  FROM (
    WITH
      positionCaseInsensitive(raw, 'session=1 value=') AS c1,
      c1 + 16 AS c2,
      ifNull(c1 > 0, false) AS c3,
      if(c3, substring(raw, c2), CAST(NULL, 'Nullable(String)')) AS c4
    SELECT c4, collector, message_time
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s = '1' AND c3
  ) AS t20
  INNER JOIN (
    WITH
      positionCaseInsensitive(raw, 'session=2 value=') AS c5,
      c5 + 16 AS c6,
      ifNull(c5 > 0, false) AS c7,
      if(c7, substring(raw, c6), CAST(NULL, 'Nullable(String)')) AS c8
    SELECT collector AS k19, c8 AS c13, collector AS c14, message_time AS c15
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s = '2' AND c7
  ) AS t21 ON t20.collector = t21.k19
  WHERE abs(message_time - c15) <= 3000
) AS t23
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'value=') AS c9,
    c9 + 6 AS c10,
    ifNull(c9 > 0, false) AS c11,
    if(c11, substring(raw, c10), CAST(NULL, 'Nullable(String)')) AS c12
  SELECT collector AS k22, c12 AS c16, message_time AS c18
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s = '3' AND c11
) AS t24 ON t23.c14 = t24.k22
WHERE abs(message_time - c18) <= 3000 AND abs(c15 - c18) <= 3000
ORDER BY message_time DESC NULLS LAST, c15 DESC NULLS LAST, c18 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: what an aggregate inside leaves has no time, so that timewindow only counts for the others
SELECT c2, c11, c14
FROM (
  SELECT c1, c11, c12, c13, c2
  FROM (
    WITH
      f_s AS c1,
      toInt64(count()) AS c2
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND startsWith(raw, 'buy')
    GROUP BY c1
  ) AS t18
  INNER JOIN (
    WITH
      positionCaseInsensitive(raw, 'session=1 value=') AS c3,
      c3 + 16 AS c4,
      ifNull(c3 > 0, false) AS c5,
      if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c6
    SELECT f_s AS k17, c6 AS c11, message_time AS c12, f_s AS c13
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s = '1' AND c5
  ) AS t19 ON t18.c1 = t19.k17
) AS t21
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'value=') AS c7,
    c7 + 6 AS c8,
    ifNull(c7 > 0, false) AS c9,
    if(c9, substring(raw, c8), CAST(NULL, 'Nullable(String)')) AS c10
  SELECT f_s AS k20, c10 AS c14, message_time AS c15
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s = '1' AND c9
) AS t22 ON t21.c13 = t22.k20
WHERE abs(c12 - c15) <= 1000
ORDER BY c1 ASC NULLS LAST, c12 DESC NULLS LAST, c15 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: keywords before the stages inside say nothing
SELECT c6, c7, c22, c23, c25, c26
FROM (
  SELECT c22, c23, c24, c6, c7, message_time
  FROM (
    WITH
      positionCaseInsensitive(raw, 'login session=') AS c1,
      c1 + 14 AS c2,
      positionCaseInsensitive(raw, ' user=', c2) AS c3,
      c3 + 6 AS c4,
      ifNull(c1 > 0 AND c3 > 0, false) AS c5,
      if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
      if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
    SELECT c6, c7, message_time
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
  ) AS t29
  INNER JOIN (
    WITH
      positionCaseInsensitive(raw, 'buy session=') AS c8,
      c8 + 12 AS c9,
      positionCaseInsensitive(raw, ' value=', c9) AS c10,
      c10 + 7 AS c11,
      ifNull(c8 > 0 AND c10 > 0, false) AS c12,
      if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
      if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
    SELECT c13 AS k28, c13 AS c22, c14 AS c23, message_time AS c24
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
  ) AS t30 ON t29.c6 = t30.k28
) AS t32
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'other ') AS c15,
    c15 + 6 AS c16,
    positionCaseInsensitive(raw, ' ', c16) AS c17,
    c17 + 1 AS c18,
    ifNull(c15 > 0 AND c17 > 0, false) AS c19,
    if(c19, substring(raw, c16, c17 - c16), CAST(NULL, 'Nullable(String)')) AS c20,
    if(c19, substring(raw, c18), CAST(NULL, 'Nullable(String)')) AS c21
  SELECT c20 AS k31, c20 AS c25, c21 AS c26, message_time AS c27
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c19
) AS t33 ON t32.c6 = t33.k31
ORDER BY message_time DESC NULLS LAST, c24 DESC NULLS LAST, c27 DESC NULLS LAST
LIMIT 1
SETTINGS join_use_nulls = 1

-- case: expressions inside are stages, whatever they begin with
SELECT c1, c2, c5, c4
FROM (
  WITH
    1 + 1 AS c1,
    '1' AS c2
  SELECT c1, c2, collector, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s = c2
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t9
INNER JOIN (
  WITH
    '2' AS c3
  SELECT collector AS k8, c3 AS c4, f_s AS c5, message_time AS c7
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s = c3
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t10 ON t9.collector = t10.k8
ORDER BY message_time DESC NULLS LAST, c7 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a field both under its own name and that of its table
SELECT c7
FROM (
  WITH
    positionCaseInsensitive(raw, 'login session=') AS c1,
    c1 + 14 AS c2,
    positionCaseInsensitive(raw, ' user=', c2) AS c3,
    c3 + 6 AS c4,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
    if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
  SELECT c6, c7, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
) AS t19
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'buy session=') AS c8,
    c8 + 12 AS c9,
    positionCaseInsensitive(raw, ' value=', c9) AS c10,
    ifNull(c8 > 0 AND c10 > 0, false) AS c12,
    if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13
  SELECT c13 AS k18, message_time AS c17
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
) AS t20 ON t19.c6 = t20.k18
ORDER BY message_time DESC NULLS LAST, c17 DESC NULLS LAST
LIMIT 1
SETTINGS join_use_nulls = 1

-- case: tables whose names begin alike
SELECT c6, c7, c15, c16
FROM (
  WITH
    positionCaseInsensitive(raw, 'login session=') AS c1,
    c1 + 14 AS c2,
    positionCaseInsensitive(raw, ' user=', c2) AS c3,
    c3 + 6 AS c4,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
    if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
  SELECT c6, c7, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
) AS t19
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'buy session=') AS c8,
    c8 + 12 AS c9,
    positionCaseInsensitive(raw, ' value=', c9) AS c10,
    c10 + 7 AS c11,
    ifNull(c8 > 0 AND c10 > 0, false) AS c12,
    if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
    if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
  SELECT c13 AS k18, c13 AS c15, c14 AS c16, message_time AS c17
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
) AS t20 ON t19.c6 = t20.k18
WHERE c15 = '2'
ORDER BY message_time DESC NULLS LAST, c17 DESC NULLS LAST
LIMIT 1
SETTINGS join_use_nulls = 1

-- case: a join of a join
SELECT c16, c21
FROM (
  SELECT c16, c17, c7, message_time
  FROM (
    WITH
      positionCaseInsensitive(raw, 'login session=') AS c1,
      c1 + 14 AS c2,
      positionCaseInsensitive(raw, ' user=', c2) AS c3,
      c3 + 6 AS c4,
      ifNull(c1 > 0 AND c3 > 0, false) AS c5,
      if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
      if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
    SELECT c6, c7, message_time
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
  ) AS t25
  INNER JOIN (
    WITH
      positionCaseInsensitive(raw, 'buy session=') AS c8,
      c8 + 12 AS c9,
      positionCaseInsensitive(raw, ' value=', c9) AS c10,
      c10 + 7 AS c11,
      ifNull(c8 > 0 AND c10 > 0, false) AS c12,
      if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
      if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
    SELECT c13 AS k24, c14 AS c16, message_time AS c17
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
  ) AS t26 ON t25.c6 = t26.k24
  WHERE c16 = '50'
) AS t31
INNER JOIN (
  SELECT c7 AS k27, c16 AS c21, message_time AS c22, c17 AS c23
  FROM (
    WITH
      positionCaseInsensitive(raw, 'login session=') AS c1,
      c1 + 14 AS c2,
      positionCaseInsensitive(raw, ' user=', c2) AS c3,
      c3 + 6 AS c4,
      ifNull(c1 > 0 AND c3 > 0, false) AS c5,
      if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
      if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
    SELECT c6, c7, message_time
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
  ) AS t29
  INNER JOIN (
    WITH
      positionCaseInsensitive(raw, 'buy session=') AS c8,
      c8 + 12 AS c9,
      positionCaseInsensitive(raw, ' value=', c9) AS c10,
      c10 + 7 AS c11,
      ifNull(c8 > 0 AND c10 > 0, false) AS c12,
      if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
      if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
    SELECT c13 AS k28, c14 AS c16, message_time AS c17
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
  ) AS t30 ON t29.c6 = t30.k28
  WHERE c16 = '100'
) AS t32 ON t31.c7 = t32.k27
ORDER BY message_time DESC NULLS LAST, c17 DESC NULLS LAST, c22 DESC NULLS LAST, c23 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: columns of a join within one by the names of both
SELECT c16, c21, c18, c7
FROM (
  SELECT c16, c17, c7, message_time
  FROM (
    WITH
      positionCaseInsensitive(raw, 'login session=') AS c1,
      c1 + 14 AS c2,
      positionCaseInsensitive(raw, ' user=', c2) AS c3,
      c3 + 6 AS c4,
      ifNull(c1 > 0 AND c3 > 0, false) AS c5,
      if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
      if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
    SELECT c6, c7, message_time
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
  ) AS t25
  INNER JOIN (
    WITH
      positionCaseInsensitive(raw, 'buy session=') AS c8,
      c8 + 12 AS c9,
      positionCaseInsensitive(raw, ' value=', c9) AS c10,
      c10 + 7 AS c11,
      ifNull(c8 > 0 AND c10 > 0, false) AS c12,
      if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
      if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
    SELECT c13 AS k24, c14 AS c16, message_time AS c17
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
  ) AS t26 ON t25.c6 = t26.k24
  WHERE c16 = '50'
) AS t31
INNER JOIN (
  SELECT c7 AS k27, c6 AS c18, c16 AS c21, message_time AS c22, c17 AS c23
  FROM (
    WITH
      positionCaseInsensitive(raw, 'login session=') AS c1,
      c1 + 14 AS c2,
      positionCaseInsensitive(raw, ' user=', c2) AS c3,
      c3 + 6 AS c4,
      ifNull(c1 > 0 AND c3 > 0, false) AS c5,
      if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
      if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
    SELECT c6, c7, message_time
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
  ) AS t29
  INNER JOIN (
    WITH
      positionCaseInsensitive(raw, 'buy session=') AS c8,
      c8 + 12 AS c9,
      positionCaseInsensitive(raw, ' value=', c9) AS c10,
      c10 + 7 AS c11,
      ifNull(c8 > 0 AND c10 > 0, false) AS c12,
      if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
      if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
    SELECT c13 AS k28, c14 AS c16, message_time AS c17
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c12
  ) AS t30 ON t29.c6 = t30.k28
  WHERE c16 = '100'
) AS t32 ON t31.c7 = t32.k27
ORDER BY message_time DESC NULLS LAST, c17 DESC NULLS LAST, c22 DESC NULLS LAST, c23 DESC NULLS LAST
LIMIT 1
SETTINGS join_use_nulls = 1

-- case: fields of the messages through a join of a join
SELECT f_h, c7, c4
FROM (
  SELECT c1, f_h, f_s, message_time
  FROM (
    SELECT f_h, f_s, message_time
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_h = 'x'
  ) AS t12
  INNER JOIN (
    SELECT f_s AS k11, message_time AS c1
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_h = 'y'
  ) AS t13 ON t12.f_s = t13.k11
  ORDER BY message_time DESC NULLS LAST, c1 DESC NULLS LAST
  LIMIT 1
) AS t18
INNER JOIN (
  SELECT c3 AS k14, raw AS c4, c2 AS c7, message_time AS c9, c1 AS c10
  FROM (
    SELECT f_s, message_time, raw
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_h = 'x'
  ) AS t16
  INNER JOIN (
    SELECT f_s AS k15, message_time AS c1, f_h AS c2, f_s AS c3
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_h = 'y'
  ) AS t17 ON t16.f_s = t17.k15
  ORDER BY message_time DESC NULLS LAST, c1 DESC NULLS LAST
  LIMIT 1
) AS t19 ON t18.f_s = t19.k14
ORDER BY message_time DESC NULLS LAST, c1 DESC NULLS LAST, c9 DESC NULLS LAST, c10 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: limits and sorts inside
SELECT c6, c8, c16, c17
FROM (
  WITH
    positionCaseInsensitive(raw, 'buy session=') AS c1,
    c1 + 12 AS c2,
    positionCaseInsensitive(raw, ' value=', c2) AS c3,
    c3 + 7 AS c4,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
    if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7,
    toFloat64OrNull(trimBoth(toString(c7))) AS c8
  SELECT c6, c8, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
  ORDER BY c8 DESC NULLS LAST, message_time DESC NULLS LAST
  LIMIT 1
) AS t20
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'login session=') AS c9,
    c9 + 14 AS c10,
    positionCaseInsensitive(raw, ' user=', c10) AS c11,
    c11 + 6 AS c12,
    ifNull(c9 > 0 AND c11 > 0, false) AS c13,
    if(c13, substring(raw, c10, c11 - c10), CAST(NULL, 'Nullable(String)')) AS c14,
    if(c13, substring(raw, c12), CAST(NULL, 'Nullable(String)')) AS c15
  SELECT c14 AS k19, c14 AS c16, c15 AS c17, message_time AS c18
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c13
  ORDER BY c15 DESC NULLS LAST, message_time DESC NULLS LAST
) AS t21 ON t20.c6 = t21.k19
ORDER BY c8 DESC NULLS LAST, message_time DESC NULLS LAST, c17 DESC NULLS LAST, c18 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: nothing to join
SELECT c6, c7, c15, c16
FROM (
  WITH
    positionCaseInsensitive(raw, 'login session=') AS c1,
    c1 + 14 AS c2,
    positionCaseInsensitive(raw, ' user=', c2) AS c3,
    c3 + 6 AS c4,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
    if(c5, substring(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
  SELECT c6, c7, message_time
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing']) AND c5
) AS t19
INNER JOIN (
  WITH
    positionCaseInsensitive(raw, 'buy session=') AS c8,
    c8 + 12 AS c9,
    positionCaseInsensitive(raw, ' value=', c9) AS c10,
    c10 + 7 AS c11,
    ifNull(c8 > 0 AND c10 > 0, false) AS c12,
    if(c12, substring(raw, c9, c10 - c9), CAST(NULL, 'Nullable(String)')) AS c13,
    if(c12, substring(raw, c11), CAST(NULL, 'Nullable(String)')) AS c14
  SELECT c13 AS k18, c13 AS c15, c14 AS c16, message_time AS c17
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['nothing']) AND c12
) AS t20 ON t19.c6 = t20.k18
ORDER BY message_time DESC NULLS LAST, c17 DESC NULLS LAST
SETTINGS join_use_nulls = 1
