-- evidence.sql: the papers of a producer (minh chứng): uploaded once, used by many criteria, products and years.

-- evidence_get(id Id) -> one evidence(id Id, producer Id, type Str, title Str, issuer Str?, number Str?, issued Date?, expires Date?, file Hash, original Hash, file_name Str, kind int, size int, pages int, removed bool, added_at Time, version int)
select id, producer, type, title, issuer, number, issued, expires, file, original, file_name, kind, size, pages, removed, added_at, version
  from evidence where id = :id;

-- evidence_of_producer(producer Id) -> many evidence
select id, producer, type, title, issuer, number, issued, expires, file, original, file_name, kind, size, pages, removed, added_at, version
  from evidence where producer = :producer and removed = 0 order by type, added_at, id;

-- evidence_insert(id Id, producer Id, type Str, title Str, issuer Str?, number Str?, issued Date?, expires Date?, file Hash, original Hash, file_name Str, kind int, size int, pages int, account Id, at Time) -> done under EVIDENCE_ADD | DOSSIER_EDIT | DOSSIER_ANSWER_REQUEST | SYSTEM_LOAD
insert into evidence (id, producer, type, title, issuer, number, issued, expires, file, original, file_name, kind, size, pages, removed, added_by, added_at, version)
values (:id, :producer, :type, :title, :issuer, :number, :issued, :expires, :file, :original, :file_name, :kind, :size, :pages, 0, :account, :at, 1);

-- evidence_same(producer Id, original Hash) -> maybe evidence_ref(id Id)
select id from evidence where producer = :producer and original = :original and removed = 0 order by id limit 1;

-- evidence_update(id Id, version int, type Str, title Str, issuer Str?, number Str?, issued Date?, expires Date?) -> changed under EVIDENCE_EDIT
update evidence set type = :type, title = :title, issuer = :issuer, number = :number, issued = :issued, expires = :expires, version = version + 1
 where id = :id and version = :version;

-- evidence_remove(id Id, version int) -> changed under EVIDENCE_EDIT
update evidence set removed = 1, version = version + 1 where id = :id and version = :version;

-- evidence_total(producer Id) -> one evidence_sum(n int, bytes int)
select count(*), coalesce(sum(size), 0) from evidence where producer = :producer;

-- evidence_uses(evidence Id) -> many evidence_use(dossier Id, product Str, year int, state int, targets int)
select d.id, p.name, d.year, d.state, count(*)
  from dossier_evidence l
  join dossier d on d.id = l.dossier
  join product p on p.id = d.product
 where l.evidence = :evidence
 group by d.id, p.name, d.year, d.state
 order by d.year desc, p.name, d.id;

-- evidence_use_counts(producer Id) -> many evidence_use_count(evidence Id, n int)
select l.evidence, count(distinct l.dossier)
  from dossier_evidence l join evidence e on e.id = l.evidence
 where e.producer = :producer and e.removed = 0
 group by l.evidence
 order by l.evidence;
