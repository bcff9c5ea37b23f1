-- case: all rows, in the order in which they were written
SELECT v1, v2, v3
FROM lookup_032e546ebde0fa11_1 FINAL
ORDER BY version ASC NULLS LAST

-- case: stages after it
SELECT v1
FROM lookup_032e546ebde0fa11_1 FINAL
WHERE v2 > 2
ORDER BY version ASC NULLS LAST

-- case: a saved file keeps equal rows
WITH
  v1 AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM lookup_7876a9d4e069c3c4_1 FINAL
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: rows that nobody wrote again are gone
WITH
  toInt64(count()) AS c1
SELECT c1
FROM lookup_f9b0078b5df596d2_1 FINAL
WHERE written > toUnixTimestamp64Milli(now64(3)) - 60000

-- case: the threat indicators, expired ones too
SELECT v3, v5
FROM lookup_0000000000000007_0 FINAL
ORDER BY version ASC NULLS LAST

-- case: a word of a scope otherwise
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND hasAllTokens(terms, ['cat', 'path'])
ORDER BY message_time DESC NULLS LAST
