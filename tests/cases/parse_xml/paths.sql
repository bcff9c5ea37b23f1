-- case: texts and attributes
WITH
  raw AS c1
SELECT c1, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user/name/text()', '/users/user/@id')}

WITH
  c20 AS c22,
  c21 AS c23
SELECT c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c19, c23, c22, c17, c18
FROM rows_of_stage_2
WHERE isNotNull(c20) AND isNotNull(c21)
ORDER BY place ASC NULLS LAST

-- case: places
WITH
  raw AS c1
SELECT c1, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user[2]/name/text()', '/users/user[last()]/@id', '/users/*[1]/name')}

WITH
  c20 AS c23,
  c21 AS c24,
  c22 AS c25
SELECT c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c23, c24, c25, c19, c17, c18
FROM rows_of_stage_2
WHERE isNotNull(c20) AND isNotNull(c21) AND isNotNull(c22)
ORDER BY place ASC NULLS LAST

-- case: conditions
WITH
  raw AS c1
SELECT c1, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user[@id=456]/name', "/users/user[@role='manager'][1]/@id", "/users/user[name='Sally']/@id", '/users/user[@role]/@id')}

WITH
  c20 AS c24,
  c21 AS c25,
  c22 AS c26,
  c23 AS c27
SELECT c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c24, c25, c26, c27, c19, c17, c18
FROM rows_of_stage_2
WHERE isNotNull(c20) AND isNotNull(c21) AND isNotNull(c22) AND isNotNull(c23)
ORDER BY place ASC NULLS LAST

-- case: an element is all its text
WITH
  raw AS c1
SELECT c1, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user/m', '/users/user/m/text()')}

WITH
  c20 AS c22,
  c21 AS c23
SELECT c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c22, c19, c23, c17, c18
FROM rows_of_stage_2
WHERE isNotNull(c20) AND isNotNull(c21)
ORDER BY place ASC NULLS LAST

-- case: the first that is there, not the first element
WITH
  raw AS c1
SELECT c1, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user/ns:tag/@ns:a',)}

WITH
  c20 AS c21
SELECT c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c21, c19, c17, c18
FROM rows_of_stage_2
WHERE isNotNull(c20)
ORDER BY place ASC NULLS LAST

-- case: an element without text
WITH
  f_doc AS c1
SELECT c1, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/a/b', '/a/b/text()')}

WITH
  c20 AS c22,
  c21 AS c23
SELECT c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c22, c19, c17, c18, c23
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST

-- case: without as the fields are called like the paths
WITH
  raw AS c1
SELECT c1, message_time, raw
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user/@id',)}

WITH
  c4 AS c5,
  toInt64(count()) AS c6
SELECT c6
FROM rows_of_stage_2
WHERE isNotNull(c4) AND toFloat64OrNull(trimBoth(toString(c5))) = 123

-- case: with nodrop what is not found keeps what it was
WITH
  raw AS c1
SELECT c1, message_time, raw, f_role, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user[2]/@role', '/users/user/@nope', '/users/user[3]')}

WITH
  ifNull(c20, c4) AS c23,
  c21 AS c24,
  c22 AS c25
SELECT c2, c3, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c19, c18, c24, c23, c25
FROM rows_of_stage_2
ORDER BY place ASC NULLS LAST

-- case: any path that is missing drops the row
WITH
  raw AS c1
SELECT c1, message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, f_role, f_doc
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- local stage: parse_xml {'paths': ('/users/user/@id', '/users/user/@nope')}

WITH
  c20 AS c22,
  c21 AS c23
SELECT c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c22, c23, c19, c17, c18
FROM rows_of_stage_2
WHERE isNotNull(c20) AND isNotNull(c21)
ORDER BY place ASC NULLS LAST
