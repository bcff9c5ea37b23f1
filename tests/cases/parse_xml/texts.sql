-- case: what is XML
WITH
  raw AS c1
SELECT c1, message_time, raw, f_k, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/v',)}

WITH
  c19 AS c20
SELECT c2, c3, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c4, c20
FROM rows_of_stage_2
WHERE isNotNull(c19)
ORDER BY place ASC NULLS LAST

-- case: with nodrop everything stays
WITH
  raw AS c1
SELECT c1, message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/v',)}

WITH
  c4 AS c5,
  c5 AS c7,
  toInt64(count()) AS c8
SELECT c7, c8
FROM rows_of_stage_2
GROUP BY c7
ORDER BY c7 ASC NULLS LAST

-- case: a chain
WITH
  raw AS c1
SELECT c1, message_time, raw, f_k, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/v',)}

WITH
  c19 AS c20,
  isNotNull(c19) AS c21,
  positionCaseInsensitive(c3, 'no ') AS c22,
  c22 + 3 AS c23,
  positionCaseInsensitive(c3, ',', c23) AS c24,
  ifNull(c22 > 0 AND c24 > 0, false) AS c26,
  if(c26, substring(c3, c23, c24 - c23), CAST(NULL, 'Nullable(String)')) AS c27,
  c26 AS c28,
  c3 AS c29,
  c21 OR c28 AS c30
SELECT c29, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c20, c27, c30
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/nope',)}

SELECT c31, c32, c34, c35, c36, c37, c38, c39, c40, c41, c42, c43, c44, c45, c46, c33, c48, c49
FROM rows_of_stage_4
WHERE c50 OR isNotNull(c51)
ORDER BY place ASC NULLS LAST

-- case: two stages, both have to match
WITH
  raw AS c1
SELECT c1, message_time, raw, f_k, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/v',)}

WITH
  c19 AS c20,
  c3 AS c21
SELECT c21, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c20
FROM rows_of_stage_2
WHERE isNotNull(c19)
ORDER BY place ASC NULLS LAST

-- local stage: parse_xml {'paths': ('/e',)}

SELECT c22, c23, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35, c36, c37, c24
FROM rows_of_stage_4
WHERE isNotNull(c40)
ORDER BY place ASC NULLS LAST
LIMIT 1

-- case: after an aggregate
WITH
  raw AS c1,
  toInt64(count()) AS c2,
  c1 AS c3
SELECT c3, c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- local stage: parse_xml {'paths': ('/e/v',)}

WITH
  sumOrNull(c5) AS c8
SELECT c8
FROM rows_of_stage_2
WHERE isNotNull(c6)
