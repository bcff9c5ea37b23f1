-- case: the whole course of the series that have the most
SELECT c3, c4, c5
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c1,
    c1 AS c3,
    f_h AS c4,
    toInt64(count()) AS c5,
    toString(tuple(c4)) AS c8
  SELECT c3, c4, c5, c8
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000 AND NOT isNull(f_h)
  GROUP BY c3, c4
) AS t12
LEFT SEMI JOIN (
  WITH
    c4 AS c6,
    sumOrNull(c5) AS c7,
    toString(tuple(c6)) AS c9
  SELECT c9 AS k10
  FROM (
    WITH
      intDiv(message_time, 3600000) * 3600000 AS c1,
      c1 AS c3,
      f_h AS c4,
      toInt64(count()) AS c5
    SELECT c4, c5
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767240000000 AND NOT isNull(f_h)
    GROUP BY c3, c4
  ) AS t11
  GROUP BY c6
  ORDER BY c7 DESC NULLS LAST, c6 ASC NULLS LAST
  LIMIT 1
) AS t13 ON t12.c8 = t13.k10
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: an absent value is equal to an absent one
SELECT c1, c2, c3
FROM (
  WITH
    f_h AS c1,
    f_s AS c2,
    toInt64(count()) AS c3,
    toString(tuple(c1)) AS c6
  SELECT c1, c2, c3, c6
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1, c2
) AS t10
LEFT SEMI JOIN (
  WITH
    c1 AS c4,
    sumOrNull(c3) AS c5,
    toString(tuple(c4)) AS c7
  SELECT c7 AS k8
  FROM (
    WITH
      f_h AS c1,
      f_s AS c2,
      toInt64(count()) AS c3
    SELECT c1, c3
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767240000000
    GROUP BY c1, c2
  ) AS t9
  GROUP BY c4
  HAVING c5 = 3
) AS t11 ON t10.c6 = t11.k8
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: by several fields
SELECT c1, c2
FROM (
  WITH
    f_h AS c1,
    f_s AS c2,
    f_v AS c3,
    toString(tuple(c2, c1)) AS c8
  SELECT c1, c2, c3, c8
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1, c2, c3
) AS t12
LEFT SEMI JOIN (
  WITH
    c2 AS c5,
    c1 AS c6,
    toString(tuple(c5, c6)) AS c9
  SELECT c9 AS k10
  FROM (
    WITH
      f_h AS c1,
      f_s AS c2,
      f_v AS c3
    SELECT c1, c2
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767240000000
    GROUP BY c1, c2, c3
    HAVING toFloat64OrNull(trimBoth(toString(c3))) = 1
  ) AS t11
  GROUP BY c5, c6
  HAVING c5 = 'y'
) AS t13 ON t12.c8 = t13.k10
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST, c3 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: the order of the rows stays, and the stages inside do not touch it
SELECT c1, c2
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2,
    toString(tuple(c1)) AS c3
  SELECT c1, c2, c3
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
  ORDER BY c2 ASC NULLS LAST, c1 DESC NULLS LAST
) AS t6
LEFT SEMI JOIN (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2,
    toString(tuple(c1)) AS c4
  SELECT c4 AS k5
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
  ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST
  LIMIT 2
) AS t7 ON t6.c3 = t7.k5
ORDER BY c2 ASC NULLS LAST, c1 DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: series with outliers
SELECT c3, c4, c5
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c1,
    c1 AS c3,
    f_h AS c4,
    sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5,
    toString(tuple(c4)) AS c14
  SELECT c14, c3, c4, c5
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c3, c4
) AS t20
LEFT SEMI JOIN (
  WITH
    toString(tuple(c4)) AS c15
  SELECT c15 AS k17
  FROM (
    WITH
      avgOrNull(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c6,
      stddevSampStable(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c7,
      count(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c8,
      if(c8 = 0, NULL, if(c8 = 1, 0.0, c7)) AS c9,
      c5 - c6 AS c10,
      toInt64(ifNull(c8 >= 1 AND c3 <= 1767236400000 AND (c10 > c9 * 3.0 + abs(c6) * 1e-12 OR c10 < negate(c9 * 3.0 + abs(c6) * 1e-12)), false)) AS c13
    SELECT c13, c4
    FROM (
      WITH
        intDiv(message_time, 3600000) * 3600000 AS c1,
        c1 AS c3,
        f_h AS c4,
        sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5
      SELECT c3, c4, c5
      FROM logs
      WHERE message_time >= 1767225600000 AND message_time < 1767240000000
      GROUP BY c3, c4
    ) AS t18
  ) AS t19
  WHERE c13 > 0
) AS t21 ON t20.c14 = t21.k17
ORDER BY c3 ASC NULLS LAST, c4 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ()}

-- case: the top of the outliers
WITH
  c4 AS c18,
  toInt64(count()) AS c19
SELECT c18, c19
FROM (
  WITH
    intDiv(message_time, 3600000) * 3600000 AS c1,
    c1 AS c3,
    f_h AS c4,
    toString(tuple(c4)) AS c16
  SELECT c16, c4
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c3, c4
) AS t23
LEFT SEMI JOIN (
  WITH
    c4 AS c14,
    sumOrNull(c13) AS c15,
    toString(tuple(c14)) AS c17
  SELECT c17 AS k20
  FROM (
    WITH
      avgOrNull(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c6,
      stddevSampStable(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c7,
      count(c5) OVER (PARTITION BY c4 ORDER BY c3 ASC NULLS LAST ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS c8,
      if(c8 = 0, NULL, if(c8 = 1, 0.0, c7)) AS c9,
      c5 - c6 AS c10,
      toInt64(ifNull(c8 >= 1 AND c3 <= 1767236400000 AND (c10 > c9 * 3.0 + abs(c6) * 1e-12 OR c10 < negate(c9 * 3.0 + abs(c6) * 1e-12)), false)) AS c13
    SELECT c13, c4
    FROM (
      WITH
        intDiv(message_time, 3600000) * 3600000 AS c1,
        c1 AS c3,
        f_h AS c4,
        sumOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c5
      SELECT c3, c4, c5
      FROM logs
      WHERE message_time >= 1767225600000 AND message_time < 1767240000000
      GROUP BY c3, c4
    ) AS t21
  ) AS t22
  GROUP BY c14
  ORDER BY c15 DESC NULLS LAST, c14 ASC NULLS LAST
  LIMIT 1
) AS t24 ON t23.c16 = t24.k20
GROUP BY c18
ORDER BY c18 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: what the stages inside leave of a field is what is compared
SELECT c1, c2
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2,
    toString(tuple(c1)) AS c4
  SELECT c1, c2, c4
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
) AS t7
LEFT SEMI JOIN (
  WITH
    f_h AS c1,
    if(c1 = 'a', 'b', 'z') AS c3,
    toString(tuple(c3)) AS c5
  SELECT c5 AS k6
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
  HAVING c3 = 'b'
) AS t8 ON t7.c4 = t8.k6
ORDER BY c1 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a text that the stages inside turn into a number is still the same
SELECT c1, c2
FROM (
  WITH
    f_v AS c1,
    toInt64(count()) AS c2,
    toString(tuple(c1)) AS c4
  SELECT c1, c2, c4
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
) AS t7
LEFT SEMI JOIN (
  WITH
    f_v AS c1,
    toFloat64OrNull(trimBoth(toString(c1))) AS c3,
    toString(tuple(toString(c3))) AS c5
  SELECT c5 AS k6
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
  HAVING c3 > 5
) AS t8 ON t7.c4 = t8.k6
ORDER BY c1 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: sums over what a filter has left
WITH
  sum(c2) OVER (ORDER BY c1 ASC NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c5,
  sum(c2) OVER () AS c6
SELECT c1, c2, c5, c6
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2,
    toString(tuple(c1)) AS c3
  SELECT c1, c2, c3
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
) AS t8
LEFT SEMI JOIN (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2,
    toString(tuple(c1)) AS c4
  SELECT c4 AS k7
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
  HAVING c2 > 1
) AS t9 ON t8.c3 = t9.k7
WHERE isNotNull(c2)
ORDER BY c1 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: two filters
SELECT c1, c2
FROM (
  WITH
    toString(tuple(c1)) AS c5
  SELECT c1, c2, c5
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2,
      toString(tuple(c1)) AS c3
    SELECT c1, c2, c3
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767240000000
    GROUP BY c1
  ) AS t8
  LEFT SEMI JOIN (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2,
      toString(tuple(c1)) AS c4
    SELECT c4 AS k7
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767240000000
    GROUP BY c1
    ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
    LIMIT 3
  ) AS t9 ON t8.c3 = t9.k7
) AS t14
LEFT SEMI JOIN (
  WITH
    toString(tuple(c1)) AS c6
  SELECT c6 AS k10
  FROM (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2,
      toString(tuple(c1)) AS c3
    SELECT c1, c2, c3
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767240000000
    GROUP BY c1
  ) AS t12
  LEFT SEMI JOIN (
    WITH
      f_h AS c1,
      toInt64(count()) AS c2,
      toString(tuple(c1)) AS c4
    SELECT c4 AS k11
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767240000000
    GROUP BY c1
    ORDER BY c2 DESC NULLS LAST, c1 ASC NULLS LAST
    LIMIT 3
  ) AS t13 ON t12.c3 = t13.k11
  WHERE NOT isNull(c1)
  ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST
  LIMIT 1
) AS t15 ON t14.c5 = t15.k10
ORDER BY c1 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: after a transpose, with columns that only the data names
WITH
  f_s AS c1,
  f_h AS c2,
  toInt64(count()) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767240000000
GROUP BY c1, c2
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST

-- local stage: transpose {'rows': 1, 'columns': 1, 'listed': ('a', '*')}

SELECT c4, c5
FROM (
  WITH
    toString(tuple(c4)) AS c6
  SELECT c4, c5, c6, place
  FROM rows_of_stage_2
) AS t9
LEFT SEMI JOIN (
  WITH
    toString(tuple(c4)) AS c7
  SELECT c7 AS k8
  FROM rows_of_stage_2
  WHERE c5 = 1
) AS t10 ON t9.c6 = t10.k8
ORDER BY place ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: expressions inside are stages, whatever they begin with
SELECT c1, c2, c3
FROM (
  WITH
    toString(tuple(c1)) AS c8
  SELECT c1, c2, c3, c8
  FROM (
    WITH
      f_h AS c1,
      f_v AS c2,
      toInt64(count()) AS c3,
      toString(tuple(c2)) AS c5
    SELECT c1, c2, c3, c5
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767240000000
    GROUP BY c1, c2
  ) AS t11
  LEFT SEMI JOIN (
    WITH
      f_h AS c1,
      f_v AS c2,
      5 + 4 AS c4,
      toString(tuple(toString(c4))) AS c6
    SELECT c6 AS k10
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767240000000
    GROUP BY c1, c2
  ) AS t12 ON t11.c5 = t12.k10
) AS t17
LEFT SEMI JOIN (
  WITH
    'b' AS c7,
    toString(tuple(c7)) AS c9
  SELECT c9 AS k13
  FROM (
    WITH
      f_h AS c1,
      f_v AS c2,
      toString(tuple(c2)) AS c5
    SELECT c5
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767240000000
    GROUP BY c1, c2
  ) AS t15
  LEFT SEMI JOIN (
    WITH
      f_h AS c1,
      f_v AS c2,
      5 + 4 AS c4,
      toString(tuple(toString(c4))) AS c6
    SELECT c6 AS k14
    FROM logs
    WHERE message_time >= 1767225600000 AND message_time < 1767240000000
    GROUP BY c1, c2
  ) AS t16 ON t15.c5 = t16.k14
) AS t18 ON t17.c8 = t18.k13
ORDER BY c1 ASC NULLS LAST, c2 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: a condition, as where has it
WITH
  f_h AS c1,
  toInt64(count()) AS c2,
  minOrNull(toFloat64OrNull(trimBoth(toString(f_v)))) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767240000000
GROUP BY c1
HAVING c2 > 1 AND c3 = 1 AND c1 IN ('a', 'c')
ORDER BY c1 ASC NULLS LAST

-- case: a condition on messages
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_h, f_namespace, f_s, f_v
FROM logs
WHERE message_time >= 1767225600000 AND message_time < 1767240000000 AND toFloat64OrNull(trimBoth(toString(f_v))) > 5
ORDER BY message_time DESC NULLS LAST

-- case: names that need quotes, in any case
SELECT c1
FROM (
  WITH
    f_h AS c1,
    toString(tuple(c1)) AS c3
  SELECT c1, c3
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
) AS t6
LEFT SEMI JOIN (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2,
    toString(tuple(c1)) AS c4
  SELECT c4 AS k5
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
  ORDER BY c2 ASC NULLS LAST, c1 ASC NULLS LAST
  LIMIT 1
) AS t7 ON t6.c3 = t7.k5
ORDER BY c1 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: the stages inside find nothing
SELECT c1, c2
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2,
    toString(tuple(c1)) AS c3
  SELECT c1, c2, c3
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
) AS t6
LEFT SEMI JOIN (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2,
    toString(tuple(c1)) AS c4
  SELECT c4 AS k5
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000
  GROUP BY c1
  HAVING c2 > 100
) AS t7 ON t6.c3 = t7.k5
ORDER BY c1 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: no rows
SELECT c1, c2
FROM (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2,
    toString(tuple(c1)) AS c3
  SELECT c1, c2, c3
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000 AND hasAllTokens(terms, ['nothing'])
  GROUP BY c1
) AS t6
LEFT SEMI JOIN (
  WITH
    f_h AS c1,
    toInt64(count()) AS c2,
    toString(tuple(c1)) AS c4
  SELECT c4 AS k5
  FROM logs
  WHERE message_time >= 1767225600000 AND message_time < 1767240000000 AND hasAllTokens(terms, ['nothing'])
  GROUP BY c1
  HAVING c2 > 0
) AS t7 ON t6.c3 = t7.k5
ORDER BY c1 ASC NULLS LAST
SETTINGS join_use_nulls = 1
