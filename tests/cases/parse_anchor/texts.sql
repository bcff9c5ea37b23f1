-- case: a line's end as an anchor
WITH
  positionCaseInsensitive(raw, 'To: ') AS c1,
  c1 + 4 AS c2,
  positionCaseInsensitive(raw, '\n', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
ORDER BY message_time DESC NULLS LAST

-- case: captures run over lines
WITH
  positionCaseInsensitive(raw, 'To: ') AS c1,
  c1 + 4 AS c2,
  positionCaseInsensitive(raw, '[', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
ORDER BY message_time DESC NULLS LAST

-- case: signs of patterns are themselves
WITH
  positionCaseInsensitive(raw, '[') AS c1,
  c1 + 1 AS c2,
  positionCaseInsensitive(raw, '] (', c2) AS c3,
  c3 + 3 AS c4,
  positionCaseInsensitive(raw, ')', c4) AS c5,
  ifNull(c1 > 0 AND c3 > 0 AND c5 > 0, false) AS c7,
  if(c7, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c8,
  if(c7, substring(raw, c4, c5 - c4), CAST(NULL, 'Nullable(String)')) AS c9,
  positionCaseInsensitive(raw, '$') AS c10,
  c10 + 1 AS c11,
  positionCaseInsensitive(raw, ' \\d+ ', c11) AS c12,
  c12 + 5 AS c13,
  ifNull(c10 > 0 AND c12 > 0, false) AS c14,
  if(c14, substring(raw, c11, c12 - c11), CAST(NULL, 'Nullable(String)')) AS c15,
  if(c14, substring(raw, c13), CAST(NULL, 'Nullable(String)')) AS c16
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c8, c9, c15, c16, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c7 AND c14
ORDER BY message_time DESC NULLS LAST

-- case: an escaped star is a star of the text
WITH
  positionCaseInsensitive(raw, '*z*') AS c1,
  c1 + 3 AS c2,
  positionCaseInsensitive(raw, '1', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
ORDER BY message_time DESC NULLS LAST

-- case: letters of other alphabets, in any case
WITH
  positionCaseInsensitiveUTF8(raw, 'straße: ') AS c1,
  c1 + 8 AS c2,
  positionCaseInsensitiveUTF8(raw, ' öl ', c2) AS c3,
  c3 + 4 AS c4,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substringUTF8(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6,
  if(c5, substringUTF8(raw, c4), CAST(NULL, 'Nullable(String)')) AS c7
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c6, c7, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5
ORDER BY message_time DESC NULLS LAST

-- case: captures behind such letters
WITH
  positionCaseInsensitiveUTF8(raw, '☃ ') AS c1,
  c1 + 2 AS c2,
  ifNull(c1 > 0, false) AS c3,
  if(c3, substringUTF8(raw, c2), CAST(NULL, 'Nullable(String)')) AS c4,
  positionCaseInsensitiveUTF8(raw, 'Öl ') AS c5,
  c5 + 3 AS c6,
  positionCaseInsensitiveUTF8(raw, ' Ende', c6) AS c7,
  ifNull(c5 > 0 AND c7 > 0, false) AS c9,
  if(c9, substringUTF8(raw, c6, c7 - c6), CAST(NULL, 'Nullable(String)')) AS c10,
  positionCaseInsensitiveUTF8(raw, '☃') AS c11,
  ifNull(c11 > 0, false) AS c13,
  if(c13, substringUTF8(raw, 1, c11 - 1), CAST(NULL, 'Nullable(String)')) AS c14
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, c10, c14, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c3 AND c9 AND c13
ORDER BY message_time DESC NULLS LAST

-- case: the empty text
WITH
  isNotNull(raw) AS c1,
  if(c1, substring(raw, 1), CAST(NULL, 'Nullable(String)')) AS c2,
  toBool(isNull(c2)) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c3, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND raw = '' AND c1
ORDER BY message_time DESC NULLS LAST

-- case: a regular expression's look is no pattern
WITH
  positionCaseInsensitive(raw, 's.bject') AS c1,
  c1 + 7 AS c2,
  ifNull(c1 > 0, false) AS c3,
  if(c3, substring(raw, c2), CAST(NULL, 'Nullable(String)')) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c3
ORDER BY message_time DESC NULLS LAST

-- case: blanks count as written
WITH
  positionCaseInsensitive(raw, 'To:  ') AS c1,
  c1 + 5 AS c2,
  ifNull(c1 > 0, false) AS c3,
  if(c3, substring(raw, c2), CAST(NULL, 'Nullable(String)')) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c4
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c3
ORDER BY message_time DESC NULLS LAST

-- case: escapes that mean nothing stay as they are
WITH
  positionCaseInsensitive(raw, '$1 \\d+ ') AS c1,
  c1 + 7 AS c2,
  ifNull(c1 > 0, false) AS c3,
  if(c3, substring(raw, c2), CAST(NULL, 'Nullable(String)')) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c4, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c3
ORDER BY message_time DESC NULLS LAST

-- case: quotes that a page or a word processor has bent
WITH
  positionCaseInsensitive(raw, 'To: ') AS c1,
  c1 + 4 AS c2,
  positionCaseInsensitive(raw, '\n', c2) AS c3,
  ifNull(c1 > 0 AND c3 > 0, false) AS c5,
  if(c5, substring(raw, c2, c3 - c2), CAST(NULL, 'Nullable(String)')) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c5 AND c6 IN ('a@b.c', 'x')
ORDER BY message_time DESC NULLS LAST
