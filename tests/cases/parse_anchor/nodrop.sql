-- case: A nodrop, B: what A or B matched
WITH
  positionCaseInsensitive(raw, 'a=') AS c1,
  c1 + 2 AS c2,
  positionCaseInsensitive(raw, ',', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  ifNull(if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')), f_x) AS c6,
  positionCaseInsensitive(raw, 'b=') AS c7,
  c7 + 2 AS c8,
  positionCaseInsensitive(raw, ',', c8) AS c9,
  ifNull(c7 > 0 AND c9 > 0, false) AS c11,
  if(c11, substring(raw, c8, c9 - c8), CAST(NULL, 'Nullable(String)')) AS c12
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c6, c12
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c5 OR c11)
ORDER BY message_time DESC NULLS LAST

-- case: A, B: what both matched
WITH
  positionCaseInsensitive(raw, 'a=') AS c1,
  c1 + 2 AS c2,
  positionCaseInsensitive(raw, ',', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  ifNull(if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')), f_x) AS c6,
  positionCaseInsensitive(raw, 'b=') AS c7,
  c7 + 2 AS c8,
  positionCaseInsensitive(raw, ',', c8) AS c9,
  ifNull(c7 > 0 AND c9 > 0, false) AS c11,
  if(c11, substring(raw, c8, c9 - c8), CAST(NULL, 'Nullable(String)')) AS c12
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c6, c12
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5 AND c11
ORDER BY message_time DESC NULLS LAST

-- case: A nodrop, B nodrop: everything
WITH
  positionCaseInsensitive(raw, 'a=') AS c1,
  c1 + 2 AS c2,
  positionCaseInsensitive(raw, ',', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  ifNull(if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')), f_x) AS c6,
  positionCaseInsensitive(raw, 'b=') AS c7,
  c7 + 2 AS c8,
  positionCaseInsensitive(raw, ',', c8) AS c9,
  ifNull(c7 > 0 AND c9 > 0, false) AS c11,
  if(c11, substring(raw, c8, c9 - c8), CAST(NULL, 'Nullable(String)')) AS c12
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c6, c12
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: A nodrop, B nodrop, C: any of three
WITH
  positionCaseInsensitive(raw, 'a=') AS c1,
  c1 + 2 AS c2,
  positionCaseInsensitive(raw, ',', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
  positionCaseInsensitive(raw, 'b=') AS c7,
  c7 + 2 AS c8,
  positionCaseInsensitive(raw, ',', c8) AS c9,
  ifNull(c7 > 0 AND c9 > 0, false) AS c11,
  if(c11, substring(raw, c8, c9 - c8), CAST(NULL, 'Nullable(String)')) AS c12,
  positionCaseInsensitive(raw, 'c=') AS c13,
  c13 + 2 AS c14,
  positionCaseInsensitive(raw, ',', c14) AS c15,
  ifNull(c13 > 0 AND c15 > 0, false) AS c17,
  if(c17, substring(raw, c14, c15 - c14), CAST(NULL, 'Nullable(String)')) AS c18
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c18, c6, c12, f_x
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c5 OR c11 OR c17)
ORDER BY message_time DESC NULLS LAST

-- case: A, B nodrop: what A matched
WITH
  positionCaseInsensitive(raw, 'a=') AS c1,
  c1 + 2 AS c2,
  positionCaseInsensitive(raw, ',', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
  positionCaseInsensitive(raw, 'b=') AS c7,
  c7 + 2 AS c8,
  positionCaseInsensitive(raw, ',', c8) AS c9,
  ifNull(c7 > 0 AND c9 > 0, false) AS c11,
  if(c11, substring(raw, c8, c9 - c8), CAST(NULL, 'Nullable(String)')) AS c12
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c6, c12, f_x
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
ORDER BY message_time DESC NULLS LAST

-- case: one field, the last match wins
WITH
  positionCaseInsensitive(raw, 'a=') AS c1,
  c1 + 2 AS c2,
  positionCaseInsensitive(raw, ',', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
  positionCaseInsensitive(raw, 'b=') AS c7,
  c7 + 2 AS c8,
  positionCaseInsensitive(raw, ',', c8) AS c9,
  ifNull(c7 > 0 AND c9 > 0, false) AS c11,
  ifNull(if(c11, substring(raw, c8, c9 - c8), CAST(NULL, 'Nullable(String)')), c6) AS c12
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c12, f_x
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c12)
ORDER BY message_time DESC NULLS LAST

-- case: a field that is not matched keeps what it held
WITH
  positionCaseInsensitive(raw, 'a=') AS c1,
  c1 + 2 AS c2,
  positionCaseInsensitive(raw, ',', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  ifNull(if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')), f_x) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: a field in another case of its name
WITH
  positionCaseInsensitive(raw, 'a=') AS c1,
  c1 + 2 AS c2,
  positionCaseInsensitive(raw, ',', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  ifNull(if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')), f_x) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: another stage ends the chain
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c6, c12, f_x
FROM (
  WITH
    positionCaseInsensitive(raw, 'a=') AS c1,
    c1 + 2 AS c2,
    positionCaseInsensitive(raw, ',', c2) AS c3,
    ifNull(c1 > 0 AND c3 > 0, false) AS c5,
    if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
    positionCaseInsensitive(raw, 'b=') AS c7,
    c7 + 2 AS c8,
    positionCaseInsensitive(raw, ',', c8) AS c9,
    ifNull(c7 > 0 AND c9 > 0, false) AS c11,
    if(c11, substring(raw, c8, c9 - c8), CAST(NULL, 'Nullable(String)')) AS c12
  SELECT c11, c12, c6, collector, collector_id, f_namespace, f_x, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 10
) AS t13
WHERE c11
ORDER BY message_time DESC NULLS LAST

-- case: json and parse are one family
WITH
  JSONExtract(raw, 'k', 'Nullable(String)') AS c1,
  c1 AS c2,
  isNotNull(c1) AS c3,
  positionCaseInsensitive(raw, 'a=') AS c4,
  c4 + 2 AS c5,
  positionCaseInsensitive(raw, ',', c5) AS c6,
  ifNull(c4 > 0 AND c6 > 0, false) AS c8,
  if(c8, substring(raw, c5, c6 - c5), CAST(NULL, 'Nullable(String)')) AS c9,
  positionCaseInsensitive(raw, 'c=') AS c10,
  c10 + 2 AS c11,
  positionCaseInsensitive(raw, ',', c11) AS c12,
  ifNull(c10 > 0 AND c12 > 0, false) AS c14,
  if(c14, substring(raw, c11, c12 - c11), CAST(NULL, 'Nullable(String)')) AS c15
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_namespace, c9, c15, f_x
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c3 OR c8 OR c14)
ORDER BY message_time DESC NULLS LAST

-- case: from a field that is absent
WITH
  positionCaseInsensitive(f_x, 'o') AS c1,
  c1 + 1 AS c2,
  positionCaseInsensitive(f_x, 'd', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(f_x, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
  isNotNull(f_x) AS c7,
  if(c7, substring(f_x, 1), CAST(NULL, 'Nullable(String)')) AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, c8, f_namespace, f_x
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (c5 OR c7)
ORDER BY message_time DESC NULLS LAST
