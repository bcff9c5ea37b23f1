-- case: every match a row
WITH
  if(empty(c2), NULL, arrayElement(c2, 1)) AS c3,
  if(empty(c2), NULL, arrayElement(c2, 2)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_k, c3, c4
FROM (
  WITH
    extractAllGroupsVertical(raw, '(?P<a>\\d)\\.(?P<b>\\d)') AS c1,
    arrayJoin(c1) AS c2
  SELECT c2, collector, collector_id, f_k, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t5
WHERE notEmpty(c2)
ORDER BY message_time DESC NULLS LAST

-- case: with nodrop the row itself stays without one
WITH
  f_k AS c5,
  toInt64(count()) AS c6
SELECT c5, c6
FROM (
  WITH
    extractAllGroupsVertical(raw, '(?P<a>\\d)\\.\\d') AS c1,
    arrayJoin(if(empty(c1), [emptyArrayString()], c1)) AS c2
  SELECT c2, f_k
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t7
GROUP BY c5
ORDER BY c5 ASC NULLS LAST

-- case: a row that an earlier stage of the chain keeps
WITH
  f_k AS c10,
  c6 AS c11,
  toInt64(count()) AS c12
SELECT c10, c11, c12
FROM (
  WITH
    positionCaseInsensitive(raw, 'no') AS c1,
    c1 + 2 AS c2,
    positionCaseInsensitive(raw, 'e', c2) AS c3,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
    extractAllGroupsVertical(raw, '(?P<a>\\d)\\.\\d') AS c7,
    arrayJoin(if(empty(c7), [emptyArrayString()], c7)) AS c8
  SELECT c5, c6, c8, f_k
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t13
WHERE c5 OR notEmpty(c8)
GROUP BY c10, c11
ORDER BY c10 ASC NULLS LAST, c11 ASC NULLS LAST

-- case: twice
WITH
  f_k AS c7,
  toInt64(count()) AS c8
SELECT c7, c8
FROM (
  WITH
    extractAllGroupsVertical(raw, '(?P<w>\\w)') AS c4,
    arrayJoin(c4) AS c5
  SELECT c5, f_k
  FROM (
    WITH
      extractAllGroupsVertical(raw, '(?P<a>\\d)\\.\\d') AS c1,
      arrayJoin(c1) AS c2
    SELECT c2, f_k, raw
    FROM logs
    WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ) AS t9
  WHERE notEmpty(c2)
) AS t10
WHERE notEmpty(c5)
GROUP BY c7
ORDER BY c7 ASC NULLS LAST

-- case: empty matches
WITH
  if(empty(c2), NULL, arrayElement(c2, 1)) AS c3,
  c3 AS c4,
  toInt64(count()) AS c5
SELECT c4, c5
FROM (
  WITH
    extractAllGroupsVertical(raw, '(?P<a>x*)o') AS c1,
    arrayJoin(c1) AS c2
  SELECT c2
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t6
WHERE notEmpty(c2)
GROUP BY c4
ORDER BY c4 ASC NULLS LAST
