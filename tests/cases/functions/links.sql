-- case: a link
WITH
  arrayElement(arrayMap(n -> if(ifNull(match('https://www.example.com/search/H10', '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll('https://www.example.com/search/H10', '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [ifNull('Denials by host', ifNull('https://www.example.com/search/H10', ''))]), 1) AS c1,
  arrayElement(arrayMap(n -> if(ifNull(match(f_url, '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll(f_url, '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [ifNull(f_name, ifNull(f_url, ''))]), 1) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_name, f_namespace, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: with prefix and suffix
WITH
  arrayElement(arrayMap(n -> if(ifNull(match('https://example.com', '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll('https://example.com', '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [concat(ifNull('failed at: ', ''), ifNull('10:15', ifNull('https://example.com', '')), ifNull('', ''))]), 1) AS c1,
  arrayElement(arrayMap(n -> if(ifNull(match('https://example.com', '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll('https://example.com', '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [concat(ifNull('', ''), ifNull('7', ifNull('https://example.com', '')), ifNull('!', ''))]), 1) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_name, f_namespace, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: what is no full URL is no link
WITH
  arrayElement(arrayMap(n -> if(ifNull(match('example.com', '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll('example.com', '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [ifNull('label', ifNull('example.com', ''))]), 1) AS c1,
  arrayElement(arrayMap(n -> if(ifNull(match('javascript:alert(1)', '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll('javascript:alert(1)', '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [ifNull('label', ifNull('javascript:alert(1)', ''))]), 1) AS c2,
  arrayElement(arrayMap(n -> if(ifNull(match(f_absent, '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll(f_absent, '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [ifNull('label', ifNull(f_absent, ''))]), 1) AS c3,
  arrayElement(arrayMap(n -> if(ifNull(match('', '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll('', '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [ifNull('label', ifNull('', ''))]), 1) AS c4,
  arrayElement(arrayMap(n -> if(ifNull(match('https://', '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll('https://', '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [ifNull('label', ifNull('https://', ''))]), 1) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_name, f_namespace, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: without a label the URL names itself
WITH
  arrayElement(arrayMap(n -> if(ifNull(match('https://example.com', '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll('https://example.com', '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [ifNull(f_absent, ifNull('https://example.com', ''))]), 1) AS c1,
  arrayElement(arrayMap(n -> if(ifNull(match(f_absent, '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll(f_absent, '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [ifNull(f_absent, ifNull(f_absent, ''))]), 1) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_name, f_namespace, f_url
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: links are values to group by
WITH
  arrayElement(arrayMap(n -> if(ifNull(match('https://example.com', '^[A-Za-z][A-Za-z0-9+.-]*://\\S'), false), concat('[', replaceRegexpAll(n, '([\\\\\\[\\]])', '\\\\\\1'), '](', replaceAll(replaceAll(replaceAll('https://example.com', '(', '%28'), ')', '%29'), ' ', '%20'), ')'), n), [ifNull('here', ifNull('https://example.com', ''))]), 1) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST
