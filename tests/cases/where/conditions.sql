-- case: a text against a number is numeric
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toFloat64OrNull(trimBoth(toString(f_n))) > 9
ORDER BY message_time DESC NULLS LAST

-- case: what is no number is not compared
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (toFloat64OrNull(trimBoth(toString(f_n))) < 1000000 OR toFloat64OrNull(trimBoth(toString(f_n))) >= 0)
ORDER BY message_time DESC NULLS LAST

-- case: a quoted number is text
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_n = '9'
ORDER BY message_time DESC NULLS LAST

-- case: a quoted number is text also for order
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_n < '9'
ORDER BY message_time DESC NULLS LAST

-- case: a number on the left
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND 9 = toFloat64OrNull(trimBoth(toString(f_n)))
ORDER BY message_time DESC NULLS LAST

-- case: text has case
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s = 'b'
ORDER BY message_time DESC NULLS LAST

-- case: field against field is text against text
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_s = f_t
ORDER BY message_time DESC NULLS LAST

-- case: unequal leaves absent ones out
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_n != '10' AND f_n != '9'
ORDER BY message_time DESC NULLS LAST

-- case: a negated comparison leaves absent ones out too
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT f_n = '10'
ORDER BY message_time DESC NULLS LAST

-- case: absent is not equal to null either
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NULL
ORDER BY message_time DESC NULLS LAST

-- case: absent, by the function
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (isNull(f_n) OR isNull(f_s))
ORDER BY message_time DESC NULLS LAST

-- case: or saves what null would lose
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (f_n = '10' OR f_t = '100%')
ORDER BY message_time DESC NULLS LAST

-- case: several stages all have to hold
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toFloat64OrNull(trimBoth(toString(f_n))) > 0 AND f_s = 'b' AND f_t = 'x'
ORDER BY message_time DESC NULLS LAST

-- case: true and false
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toFloat64OrNull(trimBoth(toString(f_n))) = 9
ORDER BY message_time DESC NULLS LAST

-- case: precedence of not, and, or
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (f_s = 'b' OR f_s = 'B' AND f_t = 'y')
ORDER BY message_time DESC NULLS LAST

-- case: not before a comparison
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT f_s = 'b' AND f_t = 'x'
ORDER BY message_time DESC NULLS LAST

-- case: ampersands and bars
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (f_s = 'b' AND f_t = 'x' OR toFloat64OrNull(trimBoth(toString(f_n))) = (-150))
ORDER BY message_time DESC NULLS LAST

-- case: arithmetic in a condition
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toFloat64OrNull(trimBoth(toString(f_n))) * 2 - 1 >= 17 AND moduloOrNull(toFloat64OrNull(trimBoth(toString(f_n))), 2) = 1
ORDER BY message_time DESC NULLS LAST

-- case: a boolean field by itself
WITH
  toBool(f_s = 'b') AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, c1, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1
ORDER BY message_time DESC NULLS LAST

-- case: a boolean field against true and 1
WITH
  toBool(f_s = 'b') AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, c1, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 = true AND toInt64(c1) = 1
ORDER BY message_time DESC NULLS LAST

-- case: the raw text and metadata
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_n, f_namespace, f_s, f_t
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND raw = '3' AND source_category = ''
ORDER BY message_time DESC NULLS LAST

-- case: before and after an aggregate
WITH
  f_s AS c1,
  toInt64(count()) AS c2
SELECT c1, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND toFloat64OrNull(trimBoth(toString(f_n))) > 0
GROUP BY c1
HAVING c2 > 1
ORDER BY c1 ASC NULLS LAST
