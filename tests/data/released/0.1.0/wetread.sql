--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: public; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA public;


--
-- Name: SCHEMA public; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA public IS 'standard public schema';


--
-- Name: wetread_finals_only(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.wetread_finals_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM read_versions WHERE id = NEW.version_id AND read_key = NEW.read_key AND read_type = 'final') THEN RAISE EXCEPTION 'a claim line is of a final read: no other read is ever claimed'; END IF; RETURN NEW; END $$;


--
-- Name: wetread_refuse(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.wetread_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '% is append-only: rows are added, never changed or deleted', TG_TABLE_NAME; END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: account_entries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_entries (
    id bigint NOT NULL,
    kind text NOT NULL,
    client text NOT NULL,
    currency text NOT NULL,
    amount bigint NOT NULL,
    day text NOT NULL,
    reference text NOT NULL,
    because text NOT NULL,
    reverses bigint,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: account_entries_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.account_entries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: account_entries_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.account_entries_id_seq OWNED BY public.account_entries.id;


--
-- Name: adjusted_reads; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.adjusted_reads (
    id bigint NOT NULL,
    adjustment_id bigint NOT NULL,
    read_key text NOT NULL
);


--
-- Name: adjusted_reads_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.adjusted_reads_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: adjusted_reads_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.adjusted_reads_id_seq OWNED BY public.adjusted_reads.id;


--
-- Name: adjustments; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.adjustments (
    id bigint NOT NULL,
    kind text NOT NULL,
    client text NOT NULL,
    contract text NOT NULL,
    number text NOT NULL,
    currency text NOT NULL,
    amount bigint NOT NULL,
    because text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: adjustments_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.adjustments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: adjustments_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.adjustments_id_seq OWNED BY public.adjustments.id;


--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: allocations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.allocations (
    id bigint NOT NULL,
    entry_id bigint NOT NULL,
    payment_id bigint,
    credit_id bigint,
    paper_id bigint NOT NULL,
    amount bigint NOT NULL,
    day text NOT NULL
);


--
-- Name: allocations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.allocations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: allocations_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.allocations_id_seq OWNED BY public.allocations.id;


--
-- Name: answer_files; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.answer_files (
    id bigint NOT NULL,
    path text NOT NULL,
    sha256 text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: answer_files_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.answer_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: answer_files_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.answer_files_id_seq OWNED BY public.answer_files.id;


--
-- Name: billed_adjustments; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.billed_adjustments (
    id bigint NOT NULL,
    adjustment_id bigint NOT NULL,
    paper_id bigint NOT NULL
);


--
-- Name: billed_adjustments_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.billed_adjustments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: billed_adjustments_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.billed_adjustments_id_seq OWNED BY public.billed_adjustments.id;


--
-- Name: billed_reads; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.billed_reads (
    id bigint NOT NULL,
    paper_id bigint NOT NULL,
    read_key text NOT NULL,
    version_id bigint NOT NULL,
    kind text NOT NULL,
    month text NOT NULL,
    charge bigint NOT NULL
);


--
-- Name: billed_reads_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.billed_reads_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: billed_reads_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.billed_reads_id_seq OWNED BY public.billed_reads.id;


--
-- Name: book_records; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.book_records (
    id bigint NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: book_records_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.book_records_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: book_records_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.book_records_id_seq OWNED BY public.book_records.id;


--
-- Name: claim_answers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claim_answers (
    id bigint NOT NULL,
    answer_file_id bigint NOT NULL,
    claim_id bigint NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    reasons text NOT NULL,
    payer_claim_number text NOT NULL,
    paid bigint,
    patient_owes bigint
);


--
-- Name: claim_answers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.claim_answers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: claim_answers_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.claim_answers_id_seq OWNED BY public.claim_answers.id;


--
-- Name: claim_files; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claim_files (
    id bigint NOT NULL,
    name text NOT NULL,
    month text NOT NULL,
    receiver text NOT NULL,
    interchange bigint NOT NULL,
    group_number bigint NOT NULL,
    envelope text NOT NULL,
    sha256 text NOT NULL,
    claims bigint NOT NULL,
    lines bigint NOT NULL,
    charge bigint NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: claim_files_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.claim_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: claim_files_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.claim_files_id_seq OWNED BY public.claim_files.id;


--
-- Name: claim_lines; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claim_lines (
    id bigint NOT NULL,
    claim_id bigint NOT NULL,
    first bigint NOT NULL,
    read_key text NOT NULL,
    version_id bigint NOT NULL,
    reference text NOT NULL,
    service text NOT NULL,
    cpt text NOT NULL,
    charge bigint NOT NULL
);


--
-- Name: claim_lines_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.claim_lines_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: claim_lines_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.claim_lines_id_seq OWNED BY public.claim_lines.id;


--
-- Name: claims; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims (
    id bigint NOT NULL,
    control_number text NOT NULL,
    frequency text NOT NULL,
    replaces bigint,
    payer text NOT NULL,
    state text NOT NULL,
    month text NOT NULL,
    service_date text NOT NULL,
    charge bigint NOT NULL,
    because text NOT NULL,
    snapshot text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL,
    CONSTRAINT ck_claims_frequency CHECK ((frequency = ANY (ARRAY['1'::text, '7'::text, '8'::text]))),
    CONSTRAINT ck_claims_replaces CHECK (((frequency = '1'::text) OR (replaces IS NOT NULL)))
);


--
-- Name: claims_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.claims_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: claims_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.claims_id_seq OWNED BY public.claims.id;


--
-- Name: closings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.closings (
    id bigint NOT NULL,
    contract text NOT NULL,
    month text NOT NULL,
    paper_id bigint NOT NULL
);


--
-- Name: closings_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.closings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: closings_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.closings_id_seq OWNED BY public.closings.id;


--
-- Name: contract_versions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contract_versions (
    id bigint NOT NULL,
    contract text NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    sha256 text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: contract_versions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.contract_versions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: contract_versions_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.contract_versions_id_seq OWNED BY public.contract_versions.id;


--
-- Name: control_series; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.control_series (
    id bigint NOT NULL,
    name text NOT NULL,
    last bigint NOT NULL
);


--
-- Name: control_series_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.control_series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: control_series_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.control_series_id_seq OWNED BY public.control_series.id;


--
-- Name: data_keys; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.data_keys (
    id bigint NOT NULL,
    wrapped text NOT NULL,
    master text NOT NULL,
    at text NOT NULL
);


--
-- Name: data_keys_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.data_keys_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: data_keys_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.data_keys_id_seq OWNED BY public.data_keys.id;


--
-- Name: event_heads; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event_heads (
    id bigint NOT NULL,
    length bigint NOT NULL,
    hash text NOT NULL
);


--
-- Name: event_heads_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.event_heads_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: event_heads_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.event_heads_id_seq OWNED BY public.event_heads.id;


--
-- Name: events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.events (
    id bigint NOT NULL,
    at text NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    entity text NOT NULL,
    detail text NOT NULL,
    because text NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL
);


--
-- Name: events_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: events_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.events_id_seq OWNED BY public.events.id;


--
-- Name: export_batches; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.export_batches (
    id bigint NOT NULL,
    target text NOT NULL,
    first text NOT NULL,
    last text NOT NULL,
    options text NOT NULL,
    documents text NOT NULL,
    control text NOT NULL,
    sha256 text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: export_batches_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.export_batches_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: export_batches_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.export_batches_id_seq OWNED BY public.export_batches.id;


--
-- Name: exported_documents; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exported_documents (
    id bigint NOT NULL,
    batch_id bigint NOT NULL,
    target text NOT NULL,
    document text NOT NULL
);


--
-- Name: exported_documents_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.exported_documents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: exported_documents_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.exported_documents_id_seq OWNED BY public.exported_documents.id;


--
-- Name: fee_releases; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fee_releases (
    id bigint NOT NULL,
    name text NOT NULL,
    revision bigint NOT NULL,
    starts text NOT NULL,
    ends text NOT NULL,
    variant text NOT NULL,
    released_on text NOT NULL,
    path text NOT NULL,
    sha256 text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: fee_releases_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.fee_releases_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: fee_releases_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.fee_releases_id_seq OWNED BY public.fee_releases.id;


--
-- Name: fee_values; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fee_values (
    id bigint NOT NULL,
    release_id bigint NOT NULL,
    code text NOT NULL,
    modifier text NOT NULL,
    work_rvu text NOT NULL,
    status text NOT NULL,
    pctc text NOT NULL
);


--
-- Name: fee_values_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.fee_values_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: fee_values_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.fee_values_id_seq OWNED BY public.fee_values.id;


--
-- Name: filed_claims; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.filed_claims (
    id bigint NOT NULL,
    file_id bigint NOT NULL,
    claim_id bigint NOT NULL,
    "position" bigint NOT NULL
);


--
-- Name: filed_claims_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.filed_claims_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: filed_claims_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.filed_claims_id_seq OWNED BY public.filed_claims.id;


--
-- Name: final_fields; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.final_fields (
    id bigint NOT NULL,
    read_key text NOT NULL,
    number bigint NOT NULL,
    digest text NOT NULL,
    corrects bigint NOT NULL,
    mark text NOT NULL,
    sealed text NOT NULL,
    path text NOT NULL,
    line bigint NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: final_fields_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.final_fields_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: final_fields_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.final_fields_id_seq OWNED BY public.final_fields.id;


--
-- Name: held_releases; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.held_releases (
    id bigint NOT NULL,
    read_key text NOT NULL,
    reason text NOT NULL,
    because text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: held_releases_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.held_releases_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: held_releases_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.held_releases_id_seq OWNED BY public.held_releases.id;


--
-- Name: imports; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.imports (
    id bigint NOT NULL,
    source text NOT NULL,
    path text NOT NULL,
    sha256 text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: imports_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.imports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: imports_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.imports_id_seq OWNED BY public.imports.id;


--
-- Name: mail_outcomes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.mail_outcomes (
    id bigint NOT NULL,
    mail_id bigint NOT NULL,
    outcome text NOT NULL,
    said text NOT NULL,
    at text NOT NULL
);


--
-- Name: mail_outcomes_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.mail_outcomes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: mail_outcomes_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.mail_outcomes_id_seq OWNED BY public.mail_outcomes.id;


--
-- Name: mails; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.mails (
    id bigint NOT NULL,
    entity text NOT NULL,
    recipients text NOT NULL,
    subject text NOT NULL,
    attachments text NOT NULL,
    message_id text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: mails_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.mails_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: mails_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.mails_id_seq OWNED BY public.mails.id;


--
-- Name: order_fields; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.order_fields (
    id bigint NOT NULL,
    facility text NOT NULL,
    accession text NOT NULL,
    mark text NOT NULL,
    sealed text NOT NULL,
    sent_at text NOT NULL,
    path text NOT NULL,
    line bigint NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: order_fields_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.order_fields_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: order_fields_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.order_fields_id_seq OWNED BY public.order_fields.id;


--
-- Name: orders; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.orders (
    id bigint NOT NULL,
    digest text NOT NULL,
    facility text NOT NULL,
    accession text NOT NULL,
    exam_code text NOT NULL,
    cpt text NOT NULL,
    number text NOT NULL,
    control text NOT NULL,
    description text NOT NULL,
    modality text NOT NULL,
    priority text NOT NULL,
    patient_class text NOT NULL,
    payer text NOT NULL,
    exam_at text NOT NULL,
    received_at text NOT NULL,
    sent_at text NOT NULL,
    import_id bigint NOT NULL,
    line bigint NOT NULL
);


--
-- Name: orders_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.orders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: orders_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;


--
-- Name: paper_files; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.paper_files (
    id bigint NOT NULL,
    paper_id bigint NOT NULL,
    kind text NOT NULL,
    path text NOT NULL,
    sha256 text NOT NULL,
    at text NOT NULL
);


--
-- Name: paper_files_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.paper_files_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: paper_files_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.paper_files_id_seq OWNED BY public.paper_files.id;


--
-- Name: papers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.papers (
    id bigint NOT NULL,
    kind text NOT NULL,
    number text,
    series text,
    sequence bigint,
    client text NOT NULL,
    contract text NOT NULL,
    month text NOT NULL,
    currency text NOT NULL,
    total bigint NOT NULL,
    issued_on text NOT NULL,
    due_on text NOT NULL,
    snapshot text NOT NULL,
    schedule text NOT NULL,
    previous text NOT NULL,
    sha256 text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: papers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.papers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: papers_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.papers_id_seq OWNED BY public.papers.id;


--
-- Name: quarantine; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quarantine (
    id bigint NOT NULL,
    kind text NOT NULL,
    read_key text NOT NULL,
    digest text NOT NULL,
    path text NOT NULL,
    line bigint NOT NULL,
    content text NOT NULL,
    problems text NOT NULL,
    differs text NOT NULL,
    import_id bigint NOT NULL
);


--
-- Name: quarantine_decisions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quarantine_decisions (
    id bigint NOT NULL,
    quarantine_id bigint NOT NULL,
    decision text NOT NULL,
    because text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL
);


--
-- Name: quarantine_decisions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.quarantine_decisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: quarantine_decisions_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.quarantine_decisions_id_seq OWNED BY public.quarantine_decisions.id;


--
-- Name: quarantine_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.quarantine_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: quarantine_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.quarantine_id_seq OWNED BY public.quarantine.id;


--
-- Name: read_versions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.read_versions (
    id bigint NOT NULL,
    read_key text NOT NULL,
    version bigint NOT NULL,
    digest text NOT NULL,
    corrects bigint NOT NULL,
    facility text NOT NULL,
    accession text NOT NULL,
    exam_code text NOT NULL,
    cpt text NOT NULL,
    modifiers text NOT NULL,
    sequence text NOT NULL,
    description text NOT NULL,
    modality text NOT NULL,
    read_type text NOT NULL,
    priority text NOT NULL,
    radiologist text NOT NULL,
    exam_at text NOT NULL,
    received_at text NOT NULL,
    signed_at text NOT NULL,
    read_country text NOT NULL,
    read_state text NOT NULL,
    sent_at text NOT NULL,
    patient_class text NOT NULL,
    payer text NOT NULL,
    test_patient bigint NOT NULL,
    import_id bigint NOT NULL,
    line bigint NOT NULL
);


--
-- Name: read_versions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.read_versions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: read_versions_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.read_versions_id_seq OWNED BY public.read_versions.id;


--
-- Name: read_voids; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.read_voids (
    id bigint NOT NULL,
    read_key text NOT NULL,
    at text NOT NULL,
    actor text NOT NULL,
    because text NOT NULL,
    import_id bigint,
    line bigint NOT NULL
);


--
-- Name: read_voids_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.read_voids_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: read_voids_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.read_voids_id_seq OWNED BY public.read_voids.id;


--
-- Name: remittances; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.remittances (
    id bigint NOT NULL,
    answer_file_id bigint NOT NULL,
    identity text NOT NULL,
    payer text NOT NULL,
    trace text NOT NULL,
    amount bigint NOT NULL,
    claims bigint NOT NULL
);


--
-- Name: remittances_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.remittances_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: remittances_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.remittances_id_seq OWNED BY public.remittances.id;


--
-- Name: series; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.series (
    id bigint NOT NULL,
    name text NOT NULL,
    last bigint NOT NULL
);


--
-- Name: series_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: series_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.series_id_seq OWNED BY public.series.id;


--
-- Name: settlements; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.settlements (
    id bigint NOT NULL,
    contract text NOT NULL,
    month text NOT NULL,
    known text NOT NULL
);


--
-- Name: settlements_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.settlements_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: settlements_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.settlements_id_seq OWNED BY public.settlements.id;


--
-- Name: account_entries id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_entries ALTER COLUMN id SET DEFAULT nextval('public.account_entries_id_seq'::regclass);


--
-- Name: adjusted_reads id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.adjusted_reads ALTER COLUMN id SET DEFAULT nextval('public.adjusted_reads_id_seq'::regclass);


--
-- Name: adjustments id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.adjustments ALTER COLUMN id SET DEFAULT nextval('public.adjustments_id_seq'::regclass);


--
-- Name: allocations id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allocations ALTER COLUMN id SET DEFAULT nextval('public.allocations_id_seq'::regclass);


--
-- Name: answer_files id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.answer_files ALTER COLUMN id SET DEFAULT nextval('public.answer_files_id_seq'::regclass);


--
-- Name: billed_adjustments id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billed_adjustments ALTER COLUMN id SET DEFAULT nextval('public.billed_adjustments_id_seq'::regclass);


--
-- Name: billed_reads id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billed_reads ALTER COLUMN id SET DEFAULT nextval('public.billed_reads_id_seq'::regclass);


--
-- Name: book_records id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.book_records ALTER COLUMN id SET DEFAULT nextval('public.book_records_id_seq'::regclass);


--
-- Name: claim_answers id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_answers ALTER COLUMN id SET DEFAULT nextval('public.claim_answers_id_seq'::regclass);


--
-- Name: claim_files id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_files ALTER COLUMN id SET DEFAULT nextval('public.claim_files_id_seq'::regclass);


--
-- Name: claim_lines id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_lines ALTER COLUMN id SET DEFAULT nextval('public.claim_lines_id_seq'::regclass);


--
-- Name: claims id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims ALTER COLUMN id SET DEFAULT nextval('public.claims_id_seq'::regclass);


--
-- Name: closings id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.closings ALTER COLUMN id SET DEFAULT nextval('public.closings_id_seq'::regclass);


--
-- Name: contract_versions id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contract_versions ALTER COLUMN id SET DEFAULT nextval('public.contract_versions_id_seq'::regclass);


--
-- Name: control_series id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.control_series ALTER COLUMN id SET DEFAULT nextval('public.control_series_id_seq'::regclass);


--
-- Name: data_keys id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.data_keys ALTER COLUMN id SET DEFAULT nextval('public.data_keys_id_seq'::regclass);


--
-- Name: event_heads id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event_heads ALTER COLUMN id SET DEFAULT nextval('public.event_heads_id_seq'::regclass);


--
-- Name: events id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events ALTER COLUMN id SET DEFAULT nextval('public.events_id_seq'::regclass);


--
-- Name: export_batches id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.export_batches ALTER COLUMN id SET DEFAULT nextval('public.export_batches_id_seq'::regclass);


--
-- Name: exported_documents id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exported_documents ALTER COLUMN id SET DEFAULT nextval('public.exported_documents_id_seq'::regclass);


--
-- Name: fee_releases id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_releases ALTER COLUMN id SET DEFAULT nextval('public.fee_releases_id_seq'::regclass);


--
-- Name: fee_values id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_values ALTER COLUMN id SET DEFAULT nextval('public.fee_values_id_seq'::regclass);


--
-- Name: filed_claims id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filed_claims ALTER COLUMN id SET DEFAULT nextval('public.filed_claims_id_seq'::regclass);


--
-- Name: final_fields id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.final_fields ALTER COLUMN id SET DEFAULT nextval('public.final_fields_id_seq'::regclass);


--
-- Name: held_releases id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.held_releases ALTER COLUMN id SET DEFAULT nextval('public.held_releases_id_seq'::regclass);


--
-- Name: imports id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports ALTER COLUMN id SET DEFAULT nextval('public.imports_id_seq'::regclass);


--
-- Name: mail_outcomes id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mail_outcomes ALTER COLUMN id SET DEFAULT nextval('public.mail_outcomes_id_seq'::regclass);


--
-- Name: mails id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mails ALTER COLUMN id SET DEFAULT nextval('public.mails_id_seq'::regclass);


--
-- Name: order_fields id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_fields ALTER COLUMN id SET DEFAULT nextval('public.order_fields_id_seq'::regclass);


--
-- Name: orders id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_seq'::regclass);


--
-- Name: paper_files id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.paper_files ALTER COLUMN id SET DEFAULT nextval('public.paper_files_id_seq'::regclass);


--
-- Name: papers id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.papers ALTER COLUMN id SET DEFAULT nextval('public.papers_id_seq'::regclass);


--
-- Name: quarantine id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine ALTER COLUMN id SET DEFAULT nextval('public.quarantine_id_seq'::regclass);


--
-- Name: quarantine_decisions id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine_decisions ALTER COLUMN id SET DEFAULT nextval('public.quarantine_decisions_id_seq'::regclass);


--
-- Name: read_versions id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.read_versions ALTER COLUMN id SET DEFAULT nextval('public.read_versions_id_seq'::regclass);


--
-- Name: read_voids id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.read_voids ALTER COLUMN id SET DEFAULT nextval('public.read_voids_id_seq'::regclass);


--
-- Name: remittances id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.remittances ALTER COLUMN id SET DEFAULT nextval('public.remittances_id_seq'::regclass);


--
-- Name: series id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.series ALTER COLUMN id SET DEFAULT nextval('public.series_id_seq'::regclass);


--
-- Name: settlements id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.settlements ALTER COLUMN id SET DEFAULT nextval('public.settlements_id_seq'::regclass);


--
-- Data for Name: account_entries; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.account_entries VALUES
	(1, 'payment', 'lakeview', 'USD', 1000, '2026-11-02', 'CHECK 1', '', NULL, '2026-11-02T18:00:00Z', 'tester');


--
-- Data for Name: adjusted_reads; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: adjustments; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES
	('0008');


--
-- Data for Name: allocations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.allocations VALUES
	(1, 1, 1, NULL, 1, 1000, '2026-11-02');


--
-- Data for Name: answer_files; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: billed_adjustments; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: billed_reads; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.billed_reads VALUES
	(1, 1, 'lakeview-main|lv1|cthead|||preliminary', 4, 'original', '2026-10', 4500),
	(2, 2, 'mercy-general|mg1|cthead|||preliminary', 1, 'original', '2026-10', 3800),
	(3, 2, 'mercy-general|mg2|xrknee|||preliminary', 2, 'original', '2026-10', 1200),
	(4, 2, 'mercy-general|mg3|cthead|||preliminary', 3, 'original', '2026-10', 3800);


--
-- Data for Name: book_records; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.book_records VALUES
	(1, 'clients', 'mercy', 1, '{"address":"1 Main St | Chicago IL 60607-1204","email":"ap@mercy.example","id":"mercy","name":"Mercy Health","po_number":"PO-1","terms_days":"30"}', '2026-11-02T18:00:00Z', 'tester'),
	(2, 'clients', 'lakeview', 1, '{"address":"1 Lake Rd | Madison WI 53705-2214","email":"ap@lakeview.example","id":"lakeview","name":"Lakeview Hospital","terms_days":"45"}', '2026-11-02T18:00:00Z', 'tester'),
	(3, 'facilities', 'mercy-general/', 1, '{"address":"1 Main St","city":"Chicago","client":"mercy","id":"mercy-general","name":"Mercy General","npi":"1450012376","state":"IL","timezone":"America/Chicago","zip":"60607-1204"}', '2026-11-02T18:00:00Z', 'tester'),
	(4, 'facilities', 'mercy-west/', 1, '{"address":"9 West St","city":"Chicago","client":"mercy","id":"mercy-west","name":"Mercy West","npi":"1450024744","state":"IL","timezone":"America/Chicago","zip":"60607-1204"}', '2026-11-02T18:00:00Z', 'tester'),
	(5, 'facilities', 'lakeview-main/', 1, '{"address":"1 Lake Rd","city":"Madison","client":"lakeview","id":"lakeview-main","name":"Lakeview Hospital","npi":"1450061852","state":"WI","timezone":"America/Chicago","zip":"53705-2214"}', '2026-11-02T18:00:00Z', 'tester'),
	(6, 'radiologists', 'r-rao', 1, '{"id":"r-rao","name":"Rao, Vikram"}', '2026-11-02T18:00:00Z', 'tester'),
	(7, 'locations', 'r-rao/2025-01-01', 1, '{"country":"IN","from":"2025-01-01","radiologist":"r-rao","timezone":"Asia/Kolkata"}', '2026-11-02T18:00:00Z', 'tester'),
	(8, 'exams', '*/cthead/', 1, '{"cpt":"70450","description":"Head CT plain","exam_code":"CTHEAD","facility":"*","modality":"CT","regions":"1"}', '2026-11-02T18:00:00Z', 'tester'),
	(9, 'exams', '*/xrknee/', 1, '{"cpt":"73562","description":"Knee films","exam_code":"XRKNEE","facility":"*","modality":"XR","regions":"1"}', '2026-11-02T18:00:00Z', 'tester'),
	(10, 'group', 'group', 1, '{"address":"2 Oak Ave | Peoria, IL 61602-0001","email":"billing@prairie.example","invoice_number":"WR-{year}-{seq:05d}","name":"Prairie Night Radiology","npi":"1450000009","phone":"309-555-0100","remit_to":"PO Box 7 | Peoria, IL 61602-0001","tax_id":"36-1234567","taxonomy":"2085R0202X","timezone":"America/Chicago"}', '2026-11-02T18:00:00Z', 'tester');


--
-- Data for Name: claim_answers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claim_files; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claim_lines; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claims; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: closings; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.closings VALUES
	(1, 'lakeview', '2026-10', 1),
	(2, 'mercy-general', '2026-10', 2),
	(3, 'mercy-west', '2026-10', 3);


--
-- Data for Name: contract_versions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.contract_versions VALUES
	(1, 'lakeview', 1, 'client        = "lakeview"
title         = "Overflow"
effective     = 2026-09-01
not_to_exceed = "100.00"

[[rates]]
name     = "CT head"
match    = { modality = "CT" }
per_read = "45.00"
', 'cf28899b5625ef92b19992e99e00422ebb6781d4a3eca50e3fd7fd006093df9a', '2026-11-02T18:00:00Z', 'tester'),
	(2, 'mercy-general', 1, 'client     = "mercy"
title      = "Nights at Mercy General"
effective  = 2026-09-01
facilities = ["mercy-general"]

[[rates]]
name     = "CT head"
match    = { modality = "CT" }
per_read = "38.00"
[[rates]]
name     = "Everything else"
per_read = "12.00"

[minimum]
monthly = "100.00"
', 'd5c1b2fb91d80d0276d030727e23f8f28c94863d56467a7e2cf3ab2fa8387a0b', '2026-11-02T18:00:00Z', 'tester'),
	(3, 'mercy-west', 1, 'client     = "mercy"
title      = "Weekends at Mercy West"
effective  = 2026-09-01
facilities = ["mercy-west"]

[[rates]]
name     = "A read"
per_read = "20.00"
', 'f5beb38d1aa984a4fb790676ff1b77486008213a71ca9f702eb0d6b055e87687', '2026-11-02T18:00:00Z', 'tester');


--
-- Data for Name: control_series; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: data_keys; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: event_heads; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.event_heads VALUES
	(1, 9, '03432cd31dc1fc88a4450b56dbb85f661b0c2771f18b645110e89c580d968c19');


--
-- Data for Name: events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.events VALUES
	(1, '2026-11-02T18:00:00Z', 'tester', 'contract.added', 'lakeview', '{"differences":[],"sha256":"cf28899b5625ef92b19992e99e00422ebb6781d4a3eca50e3fd7fd006093df9a","version":1}', '', '0000000000000000000000000000000000000000000000000000000000000000', '7d3b22a386f026dc68468c6b89f7c3be8965db579bbaa95824b88b5d94837fd4'),
	(2, '2026-11-02T18:00:00Z', 'tester', 'contract.added', 'mercy-general', '{"differences":[],"sha256":"d5c1b2fb91d80d0276d030727e23f8f28c94863d56467a7e2cf3ab2fa8387a0b","version":1}', '', '7d3b22a386f026dc68468c6b89f7c3be8965db579bbaa95824b88b5d94837fd4', 'ac52b2d33f0730ed1fad92f626321ad00d901583ea02a6e93f693a7bc0fcb44b'),
	(3, '2026-11-02T18:00:00Z', 'tester', 'contract.added', 'mercy-west', '{"differences":[],"sha256":"f5beb38d1aa984a4fb790676ff1b77486008213a71ca9f702eb0d6b055e87687","version":1}', '', 'ac52b2d33f0730ed1fad92f626321ad00d901583ea02a6e93f693a7bc0fcb44b', 'e0d0d17abec3c3b200000406aca6dccc842d2be67db523854452bf98061d1b62'),
	(4, '2026-11-02T18:00:00Z', 'tester', 'books.applied', 'books', '{"counts":{"clients":{"added":2},"contracts":{"added":3},"exams":{"added":2},"facilities":{"added":3},"group":{"added":1},"locations":{"added":1},"radiologists":{"added":1}}}', '', 'e0d0d17abec3c3b200000406aca6dccc842d2be67db523854452bf98061d1b62', 'fbc5648319f8625f676544ceaa549facb188819b10410506d299d7e28ddd3ffd'),
	(5, '2026-11-02T18:00:00Z', 'tester', 'reads.imported', 'import:1', '{"amended":0,"conflict":0,"duplicate":0,"ignored":0,"path":"reads.csv","recorded":4,"rejected":0,"rows":4,"sha256":"00","voided":0}', '', 'fbc5648319f8625f676544ceaa549facb188819b10410506d299d7e28ddd3ffd', 'f68ce9d27f88169870b99adb048b2467650ca319a259b89ad1b8fbb59c4df5bc'),
	(6, '2026-11-02T18:00:00Z', 'tester', 'invoice.issued', 'WR-2026-00001', '{"contract":"lakeview","currency":"USD","kind":"invoice","month":"2026-10","reads":1,"sha256":"c4eedd05a7ac52b801a354a5253c92ea676f8ac5a68b3aced1ead64d8cfdd022","total":"45.00"}', '', 'f68ce9d27f88169870b99adb048b2467650ca319a259b89ad1b8fbb59c4df5bc', '29e2de39cbde5fb116e6ec13d9cf1d899067550680f4d5ebc0c2d0129f22fe06'),
	(7, '2026-11-02T18:00:00Z', 'tester', 'invoice.issued', 'WR-2026-00002', '{"contract":"mercy-general","currency":"USD","kind":"invoice","month":"2026-10","reads":3,"sha256":"f63b1e28937e4cff4203a517f73cc89defcf170a047ca81981154955bf02b751","total":"100.00"}', '', '29e2de39cbde5fb116e6ec13d9cf1d899067550680f4d5ebc0c2d0129f22fe06', '0faf04b496def668d3c4cafbff03c5168e2f1f92146a475af04d89e3444c62a2'),
	(8, '2026-11-02T18:00:00Z', 'tester', 'month.closed', 'mercy-west/2026-10', '{"contract":"mercy-west","currency":"USD","kind":"closed","month":"2026-10","reads":0,"sha256":"3c1c5f89c27dc2f8b82b71e1ac652521fc7fb1e7981383e15f5a0e5e9170d4f4","total":"0.00"}', '', '0faf04b496def668d3c4cafbff03c5168e2f1f92146a475af04d89e3444c62a2', '54f8af82d507c831a14dfe29c90fe3377dbf28ac9597d8bc2ff79ad682f5192a'),
	(9, '2026-11-02T18:00:00Z', 'tester', 'account.payment', 'lakeview', '{"amount":"10.00","currency":"USD","day":"2026-11-02","entry":1,"reference":"CHECK 1","reverses":null,"settled":[[1,1000,"2026-11-02",1,null]]}', '', '54f8af82d507c831a14dfe29c90fe3377dbf28ac9597d8bc2ff79ad682f5192a', '03432cd31dc1fc88a4450b56dbb85f661b0c2771f18b645110e89c580d968c19');


--
-- Data for Name: export_batches; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: exported_documents; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: fee_releases; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: fee_values; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: filed_claims; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: final_fields; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: held_releases; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: imports; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.imports VALUES
	(1, 'csv', 'reads.csv', '00', '2026-11-02T18:00:00Z', 'tester');


--
-- Data for Name: mail_outcomes; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: mails; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: order_fields; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: orders; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: paper_files; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.paper_files VALUES
	(1, 1, 'pdf', 'invoices/2026-10/WR-2026-00001-lakeview.pdf', 'b96622627be29194cefbb594e298b500500d02a966560071938b122a89f5d41c', '2026-11-02T18:00:00Z'),
	(2, 2, 'pdf', 'invoices/2026-10/WR-2026-00002-mercy.pdf', '2803389905757f1372b2dd6914ca9ea4c0e7aa2628fe32d67b58d81d7f08a451', '2026-11-02T18:00:00Z');


--
-- Data for Name: papers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.papers VALUES
	(1, 'invoice', 'WR-2026-00001', 'invoice/2026', 1, 'lakeview', 'lakeview', '2026-10', 'USD', 4500, '2026-11-02', '2026-12-17', '{"audit_head":"f68ce9d27f88169870b99adb048b2467650ca319a259b89ad1b8fbb59c4df5bc","bill_to":{"address":["1 Lake Rd","Madison WI 53705-2214"],"attention":"","email":"ap@lakeview.example","id":"lakeview","name":"Lakeview Hospital"},"contract":"lakeview","contract_title":"Overflow","contract_version":1,"currency":"USD","due_on":"2026-12-17","facilities":[["lakeview-main","Lakeview Hospital"]],"format":1,"issued_on":"2026-11-02","issuer":{"address":["2 Oak Ave","Peoria, IL 61602-0001"],"email":"billing@prairie.example","logo":"","name":"Prairie Night Radiology","npi":"1450000009","phone":"309-555-0100","remit_to":["PO Box 7","Peoria, IL 61602-0001"],"tax_id":"36-1234567"},"kind":"invoice","lines":[{"agreed":false,"amount":4500,"basis":"","corrects":null,"facility":"lakeview-main","item":"","kind":"reads","month":"2026-10","name":"CT head","quantity":"1","unit_price":"45.00"}],"month":"2026-10","notes":[],"number":"WR-2026-00001","po_number":"","rvu_releases":[],"separate_schedule":false,"terms_days":45,"total":4500,"unmeasured":0}', '{"columns":["read_key","version_id","accession","exam","description","facility","modality","radiologist","read_type","signed_at","signed_local","zone","turnaround_minutes","rate","tier","units","work_rvu","base","surcharges","credits","charge","month","reason"],"format":1,"rows":[["lakeview-main|lv1|cthead|||preliminary",4,"LV1","CTHEAD","Head CT plain","lakeview-main","CT","Rao, Vikram","preliminary","2026-10-07T06:20:00Z","2026-10-07T01:20:00","CDT",20,"CT head",null,1,null,"45.00","0.00","0.00","45.00","2026-10",""]]}', '0000000000000000000000000000000000000000000000000000000000000000', 'c4eedd05a7ac52b801a354a5253c92ea676f8ac5a68b3aced1ead64d8cfdd022', '2026-11-02T18:00:00Z', 'tester'),
	(2, 'invoice', 'WR-2026-00002', 'invoice/2026', 2, 'mercy', 'mercy-general', '2026-10', 'USD', 10000, '2026-11-02', '2026-12-02', '{"audit_head":"29e2de39cbde5fb116e6ec13d9cf1d899067550680f4d5ebc0c2d0129f22fe06","bill_to":{"address":["1 Main St","Chicago IL 60607-1204"],"attention":"","email":"ap@mercy.example","id":"mercy","name":"Mercy Health"},"contract":"mercy-general","contract_title":"Nights at Mercy General","contract_version":1,"currency":"USD","due_on":"2026-12-02","facilities":[["mercy-general","Mercy General"]],"format":1,"issued_on":"2026-11-02","issuer":{"address":["2 Oak Ave","Peoria, IL 61602-0001"],"email":"billing@prairie.example","logo":"","name":"Prairie Night Radiology","npi":"1450000009","phone":"309-555-0100","remit_to":["PO Box 7","Peoria, IL 61602-0001"],"tax_id":"36-1234567"},"kind":"invoice","lines":[{"agreed":false,"amount":7600,"basis":"","corrects":null,"facility":"mercy-general","item":"","kind":"reads","month":"2026-10","name":"CT head","quantity":"2","unit_price":"38.00"},{"agreed":false,"amount":1200,"basis":"","corrects":null,"facility":"mercy-general","item":"","kind":"reads","month":"2026-10","name":"Everything else","quantity":"1","unit_price":"12.00"},{"agreed":false,"amount":1200,"basis":"minimum 100.00, less 88.00 of reads","corrects":null,"facility":null,"item":"","kind":"minimum","month":"2026-10","name":"Monthly minimum","quantity":"1","unit_price":null}],"month":"2026-10","notes":[],"number":"WR-2026-00002","po_number":"PO-1","rvu_releases":[],"separate_schedule":false,"terms_days":30,"total":10000,"unmeasured":0}', '{"columns":["read_key","version_id","accession","exam","description","facility","modality","radiologist","read_type","signed_at","signed_local","zone","turnaround_minutes","rate","tier","units","work_rvu","base","surcharges","credits","charge","month","reason"],"format":1,"rows":[["mercy-general|mg1|cthead|||preliminary",1,"MG1","CTHEAD","Head CT plain","mercy-general","CT","Rao, Vikram","preliminary","2026-10-05T06:20:00Z","2026-10-05T01:20:00","CDT",20,"CT head",null,1,null,"38.00","0.00","0.00","38.00","2026-10",""],["mercy-general|mg2|xrknee|||preliminary",2,"MG2","XRKNEE","Knee films","mercy-general","XR","Rao, Vikram","preliminary","2026-10-06T06:20:00Z","2026-10-06T01:20:00","CDT",20,"Everything else",null,1,null,"12.00","0.00","0.00","12.00","2026-10",""],["mercy-general|mg3|cthead|||preliminary",3,"MG3","CTHEAD","Head CT plain","mercy-general","CT","Rao, Vikram","preliminary","2026-11-01T04:59:00Z","2026-10-31T23:59:00","CDT",9,"CT head",null,1,null,"38.00","0.00","0.00","38.00","2026-10",""]]}', 'c4eedd05a7ac52b801a354a5253c92ea676f8ac5a68b3aced1ead64d8cfdd022', 'f63b1e28937e4cff4203a517f73cc89defcf170a047ca81981154955bf02b751', '2026-11-02T18:00:00Z', 'tester'),
	(3, 'closed', NULL, NULL, NULL, 'mercy', 'mercy-west', '2026-10', 'USD', 0, '2026-11-02', '2026-12-02', '{"audit_head":"0faf04b496def668d3c4cafbff03c5168e2f1f92146a475af04d89e3444c62a2","bill_to":{"address":["1 Main St","Chicago IL 60607-1204"],"attention":"","email":"ap@mercy.example","id":"mercy","name":"Mercy Health"},"contract":"mercy-west","contract_title":"Weekends at Mercy West","contract_version":1,"currency":"USD","due_on":"2026-12-02","facilities":[],"format":1,"issued_on":"2026-11-02","issuer":{"address":["2 Oak Ave","Peoria, IL 61602-0001"],"email":"billing@prairie.example","logo":"","name":"Prairie Night Radiology","npi":"1450000009","phone":"309-555-0100","remit_to":["PO Box 7","Peoria, IL 61602-0001"],"tax_id":"36-1234567"},"kind":"closed","lines":[],"month":"2026-10","notes":[],"number":null,"po_number":"PO-1","rvu_releases":[],"separate_schedule":false,"terms_days":30,"total":0,"unmeasured":0}', '{"columns":["read_key","version_id","accession","exam","description","facility","modality","radiologist","read_type","signed_at","signed_local","zone","turnaround_minutes","rate","tier","units","work_rvu","base","surcharges","credits","charge","month","reason"],"format":1,"rows":[]}', 'f63b1e28937e4cff4203a517f73cc89defcf170a047ca81981154955bf02b751', '3c1c5f89c27dc2f8b82b71e1ac652521fc7fb1e7981383e15f5a0e5e9170d4f4', '2026-11-02T18:00:00Z', 'tester');


--
-- Data for Name: quarantine; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: quarantine_decisions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: read_versions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.read_versions VALUES
	(1, 'mercy-general|mg1|cthead|||preliminary', 1, 'dda5a0731319fcbfd97b789afb82311d', 0, 'mercy-general', 'MG1', 'CTHEAD', '', '', '', '', 'CT', 'preliminary', 'routine', 'r-rao', '', '2026-10-05T06:00:00Z', '2026-10-05T06:20:00Z', '', '', '', '', '', 0, 1, 2),
	(2, 'mercy-general|mg2|xrknee|||preliminary', 1, '016ea9d82fe38fc4b2e5956e88c2b715', 0, 'mercy-general', 'MG2', 'XRKNEE', '', '', '', '', 'XR', 'preliminary', 'routine', 'r-rao', '', '2026-10-06T06:00:00Z', '2026-10-06T06:20:00Z', '', '', '', '', '', 0, 1, 3),
	(3, 'mercy-general|mg3|cthead|||preliminary', 1, '25dd6e10f25f616b0f4bdc6654be261b', 0, 'mercy-general', 'MG3', 'CTHEAD', '', '', '', '', 'CT', 'preliminary', 'routine', 'r-rao', '', '2026-11-01T04:50:00Z', '2026-11-01T04:59:00Z', '', '', '', '', '', 0, 1, 4),
	(4, 'lakeview-main|lv1|cthead|||preliminary', 1, '479ee2287de66f0a4a6083c66495dccc', 0, 'lakeview-main', 'LV1', 'CTHEAD', '', '', '', '', 'CT', 'preliminary', 'routine', 'r-rao', '', '2026-10-07T06:00:00Z', '2026-10-07T06:20:00Z', '', '', '', '', '', 0, 1, 5);


--
-- Data for Name: read_voids; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: remittances; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: series; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.series VALUES
	(1, 'invoice/2026', 2);


--
-- Data for Name: settlements; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.settlements VALUES
	(1, 'lakeview', '', '{"adjustments": [0, 0], "book_records": [10, 10], "contract_versions": [3, 3], "fee_releases": [0, 0], "held_releases": [0, 0], "read_versions": [4, 4], "read_voids": [0, 0]}'),
	(2, 'mercy-general', '', '{"adjustments": [0, 0], "book_records": [10, 10], "contract_versions": [3, 3], "fee_releases": [0, 0], "held_releases": [0, 0], "read_versions": [4, 4], "read_voids": [0, 0]}'),
	(3, 'mercy-west', '', '{"adjustments": [0, 0], "book_records": [10, 10], "contract_versions": [3, 3], "fee_releases": [0, 0], "held_releases": [0, 0], "read_versions": [4, 4], "read_voids": [0, 0]}');


--
-- Name: account_entries_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_entries_id_seq', 1, true);


--
-- Name: adjusted_reads_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.adjusted_reads_id_seq', 1, false);


--
-- Name: adjustments_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.adjustments_id_seq', 1, false);


--
-- Name: allocations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.allocations_id_seq', 1, true);


--
-- Name: answer_files_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.answer_files_id_seq', 1, false);


--
-- Name: billed_adjustments_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.billed_adjustments_id_seq', 1, false);


--
-- Name: billed_reads_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.billed_reads_id_seq', 4, true);


--
-- Name: book_records_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.book_records_id_seq', 10, true);


--
-- Name: claim_answers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claim_answers_id_seq', 1, false);


--
-- Name: claim_files_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claim_files_id_seq', 1, false);


--
-- Name: claim_lines_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claim_lines_id_seq', 1, false);


--
-- Name: claims_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claims_id_seq', 1, false);


--
-- Name: closings_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.closings_id_seq', 3, true);


--
-- Name: contract_versions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.contract_versions_id_seq', 3, true);


--
-- Name: control_series_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.control_series_id_seq', 1, false);


--
-- Name: data_keys_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.data_keys_id_seq', 1, false);


--
-- Name: event_heads_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.event_heads_id_seq', 1, false);


--
-- Name: events_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.events_id_seq', 9, true);


--
-- Name: export_batches_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.export_batches_id_seq', 1, false);


--
-- Name: exported_documents_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.exported_documents_id_seq', 1, false);


--
-- Name: fee_releases_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.fee_releases_id_seq', 1, false);


--
-- Name: fee_values_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.fee_values_id_seq', 1, false);


--
-- Name: filed_claims_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.filed_claims_id_seq', 1, false);


--
-- Name: final_fields_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.final_fields_id_seq', 1, false);


--
-- Name: held_releases_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.held_releases_id_seq', 1, false);


--
-- Name: imports_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.imports_id_seq', 1, true);


--
-- Name: mail_outcomes_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.mail_outcomes_id_seq', 1, false);


--
-- Name: mails_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.mails_id_seq', 1, false);


--
-- Name: order_fields_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.order_fields_id_seq', 1, false);


--
-- Name: orders_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.orders_id_seq', 1, false);


--
-- Name: paper_files_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.paper_files_id_seq', 2, true);


--
-- Name: papers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.papers_id_seq', 3, true);


--
-- Name: quarantine_decisions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quarantine_decisions_id_seq', 1, false);


--
-- Name: quarantine_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quarantine_id_seq', 1, false);


--
-- Name: read_versions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.read_versions_id_seq', 4, true);


--
-- Name: read_voids_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.read_voids_id_seq', 1, false);


--
-- Name: remittances_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.remittances_id_seq', 1, false);


--
-- Name: series_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.series_id_seq', 2, true);


--
-- Name: settlements_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.settlements_id_seq', 3, true);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: account_entries pk_account_entries; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_entries
    ADD CONSTRAINT pk_account_entries PRIMARY KEY (id);


--
-- Name: adjusted_reads pk_adjusted_reads; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.adjusted_reads
    ADD CONSTRAINT pk_adjusted_reads PRIMARY KEY (id);


--
-- Name: adjustments pk_adjustments; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.adjustments
    ADD CONSTRAINT pk_adjustments PRIMARY KEY (id);


--
-- Name: allocations pk_allocations; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allocations
    ADD CONSTRAINT pk_allocations PRIMARY KEY (id);


--
-- Name: answer_files pk_answer_files; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.answer_files
    ADD CONSTRAINT pk_answer_files PRIMARY KEY (id);


--
-- Name: billed_adjustments pk_billed_adjustments; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billed_adjustments
    ADD CONSTRAINT pk_billed_adjustments PRIMARY KEY (id);


--
-- Name: billed_reads pk_billed_reads; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billed_reads
    ADD CONSTRAINT pk_billed_reads PRIMARY KEY (id);


--
-- Name: book_records pk_book_records; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.book_records
    ADD CONSTRAINT pk_book_records PRIMARY KEY (id);


--
-- Name: claim_answers pk_claim_answers; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_answers
    ADD CONSTRAINT pk_claim_answers PRIMARY KEY (id);


--
-- Name: claim_files pk_claim_files; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_files
    ADD CONSTRAINT pk_claim_files PRIMARY KEY (id);


--
-- Name: claim_lines pk_claim_lines; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_lines
    ADD CONSTRAINT pk_claim_lines PRIMARY KEY (id);


--
-- Name: claims pk_claims; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims
    ADD CONSTRAINT pk_claims PRIMARY KEY (id);


--
-- Name: closings pk_closings; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.closings
    ADD CONSTRAINT pk_closings PRIMARY KEY (id);


--
-- Name: contract_versions pk_contract_versions; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contract_versions
    ADD CONSTRAINT pk_contract_versions PRIMARY KEY (id);


--
-- Name: control_series pk_control_series; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.control_series
    ADD CONSTRAINT pk_control_series PRIMARY KEY (id);


--
-- Name: data_keys pk_data_keys; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.data_keys
    ADD CONSTRAINT pk_data_keys PRIMARY KEY (id);


--
-- Name: event_heads pk_event_heads; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event_heads
    ADD CONSTRAINT pk_event_heads PRIMARY KEY (id);


--
-- Name: events pk_events; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT pk_events PRIMARY KEY (id);


--
-- Name: export_batches pk_export_batches; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.export_batches
    ADD CONSTRAINT pk_export_batches PRIMARY KEY (id);


--
-- Name: exported_documents pk_exported_documents; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exported_documents
    ADD CONSTRAINT pk_exported_documents PRIMARY KEY (id);


--
-- Name: fee_releases pk_fee_releases; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_releases
    ADD CONSTRAINT pk_fee_releases PRIMARY KEY (id);


--
-- Name: fee_values pk_fee_values; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_values
    ADD CONSTRAINT pk_fee_values PRIMARY KEY (id);


--
-- Name: filed_claims pk_filed_claims; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filed_claims
    ADD CONSTRAINT pk_filed_claims PRIMARY KEY (id);


--
-- Name: final_fields pk_final_fields; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.final_fields
    ADD CONSTRAINT pk_final_fields PRIMARY KEY (id);


--
-- Name: held_releases pk_held_releases; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.held_releases
    ADD CONSTRAINT pk_held_releases PRIMARY KEY (id);


--
-- Name: imports pk_imports; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.imports
    ADD CONSTRAINT pk_imports PRIMARY KEY (id);


--
-- Name: mail_outcomes pk_mail_outcomes; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mail_outcomes
    ADD CONSTRAINT pk_mail_outcomes PRIMARY KEY (id);


--
-- Name: mails pk_mails; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mails
    ADD CONSTRAINT pk_mails PRIMARY KEY (id);


--
-- Name: order_fields pk_order_fields; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_fields
    ADD CONSTRAINT pk_order_fields PRIMARY KEY (id);


--
-- Name: orders pk_orders; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT pk_orders PRIMARY KEY (id);


--
-- Name: paper_files pk_paper_files; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.paper_files
    ADD CONSTRAINT pk_paper_files PRIMARY KEY (id);


--
-- Name: papers pk_papers; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.papers
    ADD CONSTRAINT pk_papers PRIMARY KEY (id);


--
-- Name: quarantine pk_quarantine; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT pk_quarantine PRIMARY KEY (id);


--
-- Name: quarantine_decisions pk_quarantine_decisions; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine_decisions
    ADD CONSTRAINT pk_quarantine_decisions PRIMARY KEY (id);


--
-- Name: read_versions pk_read_versions; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.read_versions
    ADD CONSTRAINT pk_read_versions PRIMARY KEY (id);


--
-- Name: read_voids pk_read_voids; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.read_voids
    ADD CONSTRAINT pk_read_voids PRIMARY KEY (id);


--
-- Name: remittances pk_remittances; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.remittances
    ADD CONSTRAINT pk_remittances PRIMARY KEY (id);


--
-- Name: series pk_series; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.series
    ADD CONSTRAINT pk_series PRIMARY KEY (id);


--
-- Name: settlements pk_settlements; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.settlements
    ADD CONSTRAINT pk_settlements PRIMARY KEY (id);


--
-- Name: account_entries uq_account_entries_reverses; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_entries
    ADD CONSTRAINT uq_account_entries_reverses UNIQUE (reverses);


--
-- Name: adjusted_reads uq_adjusted_reads_adjustment_id_read_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.adjusted_reads
    ADD CONSTRAINT uq_adjusted_reads_adjustment_id_read_key UNIQUE (adjustment_id, read_key);


--
-- Name: answer_files uq_answer_files_sha256; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.answer_files
    ADD CONSTRAINT uq_answer_files_sha256 UNIQUE (sha256);


--
-- Name: billed_adjustments uq_billed_adjustments_adjustment_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billed_adjustments
    ADD CONSTRAINT uq_billed_adjustments_adjustment_id UNIQUE (adjustment_id);


--
-- Name: book_records uq_book_records_kind_key_version; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.book_records
    ADD CONSTRAINT uq_book_records_kind_key_version UNIQUE (kind, key, version);


--
-- Name: claim_files uq_claim_files_group_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_files
    ADD CONSTRAINT uq_claim_files_group_number UNIQUE (group_number);


--
-- Name: claim_files uq_claim_files_interchange; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_files
    ADD CONSTRAINT uq_claim_files_interchange UNIQUE (interchange);


--
-- Name: claim_files uq_claim_files_name; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_files
    ADD CONSTRAINT uq_claim_files_name UNIQUE (name);


--
-- Name: claims uq_claims_control_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims
    ADD CONSTRAINT uq_claims_control_number UNIQUE (control_number);


--
-- Name: closings uq_closings_contract_month; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.closings
    ADD CONSTRAINT uq_closings_contract_month UNIQUE (contract, month);


--
-- Name: contract_versions uq_contract_versions_contract_version; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contract_versions
    ADD CONSTRAINT uq_contract_versions_contract_version UNIQUE (contract, version);


--
-- Name: control_series uq_control_series_name; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.control_series
    ADD CONSTRAINT uq_control_series_name UNIQUE (name);


--
-- Name: events uq_events_hash; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT uq_events_hash UNIQUE (hash);


--
-- Name: events uq_events_previous; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT uq_events_previous UNIQUE (previous);


--
-- Name: exported_documents uq_exported_documents_target_document; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exported_documents
    ADD CONSTRAINT uq_exported_documents_target_document UNIQUE (target, document);


--
-- Name: fee_releases uq_fee_releases_name_revision; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_releases
    ADD CONSTRAINT uq_fee_releases_name_revision UNIQUE (name, revision);


--
-- Name: fee_values uq_fee_values_release_id_code_modifier; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_values
    ADD CONSTRAINT uq_fee_values_release_id_code_modifier UNIQUE (release_id, code, modifier);


--
-- Name: filed_claims uq_filed_claims_claim_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filed_claims
    ADD CONSTRAINT uq_filed_claims_claim_id UNIQUE (claim_id);


--
-- Name: filed_claims uq_filed_claims_file_id_position; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filed_claims
    ADD CONSTRAINT uq_filed_claims_file_id_position UNIQUE (file_id, "position");


--
-- Name: final_fields uq_final_fields_read_key_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.final_fields
    ADD CONSTRAINT uq_final_fields_read_key_number UNIQUE (read_key, number);


--
-- Name: held_releases uq_held_releases_read_key_reason; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.held_releases
    ADD CONSTRAINT uq_held_releases_read_key_reason UNIQUE (read_key, reason);


--
-- Name: mail_outcomes uq_mail_outcomes_mail_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mail_outcomes
    ADD CONSTRAINT uq_mail_outcomes_mail_id UNIQUE (mail_id);


--
-- Name: mails uq_mails_message_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mails
    ADD CONSTRAINT uq_mails_message_id UNIQUE (message_id);


--
-- Name: order_fields uq_order_fields_facility_accession_mark; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_fields
    ADD CONSTRAINT uq_order_fields_facility_accession_mark UNIQUE (facility, accession, mark);


--
-- Name: orders uq_orders_digest; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT uq_orders_digest UNIQUE (digest);


--
-- Name: papers uq_papers_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.papers
    ADD CONSTRAINT uq_papers_number UNIQUE (number);


--
-- Name: papers uq_papers_previous; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.papers
    ADD CONSTRAINT uq_papers_previous UNIQUE (previous);


--
-- Name: papers uq_papers_series_sequence; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.papers
    ADD CONSTRAINT uq_papers_series_sequence UNIQUE (series, sequence);


--
-- Name: papers uq_papers_sha256; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.papers
    ADD CONSTRAINT uq_papers_sha256 UNIQUE (sha256);


--
-- Name: quarantine_decisions uq_quarantine_decisions_quarantine_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine_decisions
    ADD CONSTRAINT uq_quarantine_decisions_quarantine_id UNIQUE (quarantine_id);


--
-- Name: quarantine uq_quarantine_digest; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT uq_quarantine_digest UNIQUE (digest);


--
-- Name: read_versions uq_read_versions_read_key_version; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.read_versions
    ADD CONSTRAINT uq_read_versions_read_key_version UNIQUE (read_key, version);


--
-- Name: read_voids uq_read_voids_read_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.read_voids
    ADD CONSTRAINT uq_read_voids_read_key UNIQUE (read_key);


--
-- Name: remittances uq_remittances_identity; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.remittances
    ADD CONSTRAINT uq_remittances_identity UNIQUE (identity);


--
-- Name: series uq_series_name; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.series
    ADD CONSTRAINT uq_series_name UNIQUE (name);


--
-- Name: ix_account_entries_client; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_account_entries_client ON public.account_entries USING btree (client);


--
-- Name: ix_adjusted_reads_read_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_adjusted_reads_read_key ON public.adjusted_reads USING btree (read_key);


--
-- Name: ix_allocations_entry_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_allocations_entry_id ON public.allocations USING btree (entry_id);


--
-- Name: ix_allocations_paper_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_allocations_paper_id ON public.allocations USING btree (paper_id);


--
-- Name: ix_billed_reads_original; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX ix_billed_reads_original ON public.billed_reads USING btree (read_key) WHERE (kind = 'original'::text);


--
-- Name: ix_billed_reads_paper_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_billed_reads_paper_id ON public.billed_reads USING btree (paper_id);


--
-- Name: ix_claim_answers_claim_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_claim_answers_claim_id ON public.claim_answers USING btree (claim_id);


--
-- Name: ix_claim_files_month; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_claim_files_month ON public.claim_files USING btree (month);


--
-- Name: ix_claim_lines_claim_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_claim_lines_claim_id ON public.claim_lines USING btree (claim_id);


--
-- Name: ix_claim_lines_first; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX ix_claim_lines_first ON public.claim_lines USING btree (reference) WHERE (first = 1);


--
-- Name: ix_claim_lines_read_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_claim_lines_read_key ON public.claim_lines USING btree (read_key);


--
-- Name: ix_claim_lines_service; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_claim_lines_service ON public.claim_lines USING btree (service);


--
-- Name: ix_claims_month; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_claims_month ON public.claims USING btree (month);


--
-- Name: ix_events_entity; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_events_entity ON public.events USING btree (entity);


--
-- Name: ix_export_batches_target; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_export_batches_target ON public.export_batches USING btree (target);


--
-- Name: ix_exported_documents_batch_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_exported_documents_batch_id ON public.exported_documents USING btree (batch_id);


--
-- Name: ix_final_fields_digest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_final_fields_digest ON public.final_fields USING btree (digest);


--
-- Name: ix_mails_entity; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_mails_entity ON public.mails USING btree (entity);


--
-- Name: ix_orders_accession; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_orders_accession ON public.orders USING btree (accession);


--
-- Name: ix_orders_number; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_orders_number ON public.orders USING btree (number);


--
-- Name: ix_orders_sent_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_orders_sent_at ON public.orders USING btree (sent_at);


--
-- Name: ix_paper_files_paper_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_paper_files_paper_id ON public.paper_files USING btree (paper_id);


--
-- Name: ix_papers_client; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_papers_client ON public.papers USING btree (client);


--
-- Name: ix_papers_contract_month; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_papers_contract_month ON public.papers USING btree (contract, month);


--
-- Name: ix_read_versions_accession; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_read_versions_accession ON public.read_versions USING btree (accession);


--
-- Name: ix_read_versions_facility_signed_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_read_versions_facility_signed_at ON public.read_versions USING btree (facility, signed_at);


--
-- Name: ix_read_versions_several; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_read_versions_several ON public.read_versions USING btree (read_key) WHERE (version > 1);


--
-- Name: ix_read_versions_signed_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_read_versions_signed_at ON public.read_versions USING btree (signed_at);


--
-- Name: ix_settlements_contract; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_settlements_contract ON public.settlements USING btree (contract);


--
-- Name: account_entries account_entries_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER account_entries_no_change BEFORE DELETE OR UPDATE ON public.account_entries FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.account_entries ENABLE ALWAYS TRIGGER account_entries_no_change;


--
-- Name: account_entries account_entries_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER account_entries_no_truncate BEFORE TRUNCATE ON public.account_entries FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.account_entries ENABLE ALWAYS TRIGGER account_entries_no_truncate;


--
-- Name: adjusted_reads adjusted_reads_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER adjusted_reads_no_change BEFORE DELETE OR UPDATE ON public.adjusted_reads FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.adjusted_reads ENABLE ALWAYS TRIGGER adjusted_reads_no_change;


--
-- Name: adjusted_reads adjusted_reads_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER adjusted_reads_no_truncate BEFORE TRUNCATE ON public.adjusted_reads FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.adjusted_reads ENABLE ALWAYS TRIGGER adjusted_reads_no_truncate;


--
-- Name: adjustments adjustments_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER adjustments_no_change BEFORE DELETE OR UPDATE ON public.adjustments FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.adjustments ENABLE ALWAYS TRIGGER adjustments_no_change;


--
-- Name: adjustments adjustments_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER adjustments_no_truncate BEFORE TRUNCATE ON public.adjustments FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.adjustments ENABLE ALWAYS TRIGGER adjustments_no_truncate;


--
-- Name: allocations allocations_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER allocations_no_change BEFORE DELETE OR UPDATE ON public.allocations FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.allocations ENABLE ALWAYS TRIGGER allocations_no_change;


--
-- Name: allocations allocations_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER allocations_no_truncate BEFORE TRUNCATE ON public.allocations FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.allocations ENABLE ALWAYS TRIGGER allocations_no_truncate;


--
-- Name: answer_files answer_files_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER answer_files_no_change BEFORE DELETE OR UPDATE ON public.answer_files FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.answer_files ENABLE ALWAYS TRIGGER answer_files_no_change;


--
-- Name: answer_files answer_files_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER answer_files_no_truncate BEFORE TRUNCATE ON public.answer_files FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.answer_files ENABLE ALWAYS TRIGGER answer_files_no_truncate;


--
-- Name: billed_adjustments billed_adjustments_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER billed_adjustments_no_change BEFORE DELETE OR UPDATE ON public.billed_adjustments FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.billed_adjustments ENABLE ALWAYS TRIGGER billed_adjustments_no_change;


--
-- Name: billed_adjustments billed_adjustments_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER billed_adjustments_no_truncate BEFORE TRUNCATE ON public.billed_adjustments FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.billed_adjustments ENABLE ALWAYS TRIGGER billed_adjustments_no_truncate;


--
-- Name: billed_reads billed_reads_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER billed_reads_no_change BEFORE DELETE OR UPDATE ON public.billed_reads FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.billed_reads ENABLE ALWAYS TRIGGER billed_reads_no_change;


--
-- Name: billed_reads billed_reads_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER billed_reads_no_truncate BEFORE TRUNCATE ON public.billed_reads FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.billed_reads ENABLE ALWAYS TRIGGER billed_reads_no_truncate;


--
-- Name: book_records book_records_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER book_records_no_change BEFORE DELETE OR UPDATE ON public.book_records FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.book_records ENABLE ALWAYS TRIGGER book_records_no_change;


--
-- Name: book_records book_records_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER book_records_no_truncate BEFORE TRUNCATE ON public.book_records FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.book_records ENABLE ALWAYS TRIGGER book_records_no_truncate;


--
-- Name: claim_answers claim_answers_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claim_answers_no_change BEFORE DELETE OR UPDATE ON public.claim_answers FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.claim_answers ENABLE ALWAYS TRIGGER claim_answers_no_change;


--
-- Name: claim_answers claim_answers_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claim_answers_no_truncate BEFORE TRUNCATE ON public.claim_answers FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.claim_answers ENABLE ALWAYS TRIGGER claim_answers_no_truncate;


--
-- Name: claim_files claim_files_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claim_files_no_change BEFORE DELETE OR UPDATE ON public.claim_files FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.claim_files ENABLE ALWAYS TRIGGER claim_files_no_change;


--
-- Name: claim_files claim_files_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claim_files_no_truncate BEFORE TRUNCATE ON public.claim_files FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.claim_files ENABLE ALWAYS TRIGGER claim_files_no_truncate;


--
-- Name: claim_lines claim_lines_finals_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claim_lines_finals_only BEFORE INSERT ON public.claim_lines FOR EACH ROW EXECUTE FUNCTION public.wetread_finals_only();

ALTER TABLE public.claim_lines ENABLE ALWAYS TRIGGER claim_lines_finals_only;


--
-- Name: claim_lines claim_lines_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claim_lines_no_change BEFORE DELETE OR UPDATE ON public.claim_lines FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.claim_lines ENABLE ALWAYS TRIGGER claim_lines_no_change;


--
-- Name: claim_lines claim_lines_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claim_lines_no_truncate BEFORE TRUNCATE ON public.claim_lines FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.claim_lines ENABLE ALWAYS TRIGGER claim_lines_no_truncate;


--
-- Name: claims claims_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claims_no_change BEFORE DELETE OR UPDATE ON public.claims FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.claims ENABLE ALWAYS TRIGGER claims_no_change;


--
-- Name: claims claims_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claims_no_truncate BEFORE TRUNCATE ON public.claims FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.claims ENABLE ALWAYS TRIGGER claims_no_truncate;


--
-- Name: closings closings_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER closings_no_change BEFORE DELETE OR UPDATE ON public.closings FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.closings ENABLE ALWAYS TRIGGER closings_no_change;


--
-- Name: closings closings_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER closings_no_truncate BEFORE TRUNCATE ON public.closings FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.closings ENABLE ALWAYS TRIGGER closings_no_truncate;


--
-- Name: contract_versions contract_versions_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER contract_versions_no_change BEFORE DELETE OR UPDATE ON public.contract_versions FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.contract_versions ENABLE ALWAYS TRIGGER contract_versions_no_change;


--
-- Name: contract_versions contract_versions_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER contract_versions_no_truncate BEFORE TRUNCATE ON public.contract_versions FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.contract_versions ENABLE ALWAYS TRIGGER contract_versions_no_truncate;


--
-- Name: events events_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER events_no_change BEFORE DELETE OR UPDATE ON public.events FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.events ENABLE ALWAYS TRIGGER events_no_change;


--
-- Name: events events_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON public.events FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.events ENABLE ALWAYS TRIGGER events_no_truncate;


--
-- Name: export_batches export_batches_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER export_batches_no_change BEFORE DELETE OR UPDATE ON public.export_batches FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.export_batches ENABLE ALWAYS TRIGGER export_batches_no_change;


--
-- Name: export_batches export_batches_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER export_batches_no_truncate BEFORE TRUNCATE ON public.export_batches FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.export_batches ENABLE ALWAYS TRIGGER export_batches_no_truncate;


--
-- Name: exported_documents exported_documents_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER exported_documents_no_change BEFORE DELETE OR UPDATE ON public.exported_documents FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.exported_documents ENABLE ALWAYS TRIGGER exported_documents_no_change;


--
-- Name: exported_documents exported_documents_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER exported_documents_no_truncate BEFORE TRUNCATE ON public.exported_documents FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.exported_documents ENABLE ALWAYS TRIGGER exported_documents_no_truncate;


--
-- Name: fee_releases fee_releases_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER fee_releases_no_change BEFORE DELETE OR UPDATE ON public.fee_releases FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.fee_releases ENABLE ALWAYS TRIGGER fee_releases_no_change;


--
-- Name: fee_releases fee_releases_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER fee_releases_no_truncate BEFORE TRUNCATE ON public.fee_releases FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.fee_releases ENABLE ALWAYS TRIGGER fee_releases_no_truncate;


--
-- Name: fee_values fee_values_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER fee_values_no_change BEFORE DELETE OR UPDATE ON public.fee_values FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.fee_values ENABLE ALWAYS TRIGGER fee_values_no_change;


--
-- Name: fee_values fee_values_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER fee_values_no_truncate BEFORE TRUNCATE ON public.fee_values FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.fee_values ENABLE ALWAYS TRIGGER fee_values_no_truncate;


--
-- Name: filed_claims filed_claims_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER filed_claims_no_change BEFORE DELETE OR UPDATE ON public.filed_claims FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.filed_claims ENABLE ALWAYS TRIGGER filed_claims_no_change;


--
-- Name: filed_claims filed_claims_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER filed_claims_no_truncate BEFORE TRUNCATE ON public.filed_claims FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.filed_claims ENABLE ALWAYS TRIGGER filed_claims_no_truncate;


--
-- Name: final_fields final_fields_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER final_fields_no_change BEFORE DELETE OR UPDATE ON public.final_fields FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.final_fields ENABLE ALWAYS TRIGGER final_fields_no_change;


--
-- Name: final_fields final_fields_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER final_fields_no_truncate BEFORE TRUNCATE ON public.final_fields FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.final_fields ENABLE ALWAYS TRIGGER final_fields_no_truncate;


--
-- Name: held_releases held_releases_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER held_releases_no_change BEFORE DELETE OR UPDATE ON public.held_releases FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.held_releases ENABLE ALWAYS TRIGGER held_releases_no_change;


--
-- Name: held_releases held_releases_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER held_releases_no_truncate BEFORE TRUNCATE ON public.held_releases FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.held_releases ENABLE ALWAYS TRIGGER held_releases_no_truncate;


--
-- Name: imports imports_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER imports_no_change BEFORE DELETE OR UPDATE ON public.imports FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.imports ENABLE ALWAYS TRIGGER imports_no_change;


--
-- Name: imports imports_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER imports_no_truncate BEFORE TRUNCATE ON public.imports FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.imports ENABLE ALWAYS TRIGGER imports_no_truncate;


--
-- Name: mail_outcomes mail_outcomes_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER mail_outcomes_no_change BEFORE DELETE OR UPDATE ON public.mail_outcomes FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.mail_outcomes ENABLE ALWAYS TRIGGER mail_outcomes_no_change;


--
-- Name: mail_outcomes mail_outcomes_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER mail_outcomes_no_truncate BEFORE TRUNCATE ON public.mail_outcomes FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.mail_outcomes ENABLE ALWAYS TRIGGER mail_outcomes_no_truncate;


--
-- Name: mails mails_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER mails_no_change BEFORE DELETE OR UPDATE ON public.mails FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.mails ENABLE ALWAYS TRIGGER mails_no_change;


--
-- Name: mails mails_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER mails_no_truncate BEFORE TRUNCATE ON public.mails FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.mails ENABLE ALWAYS TRIGGER mails_no_truncate;


--
-- Name: order_fields order_fields_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER order_fields_no_change BEFORE DELETE OR UPDATE ON public.order_fields FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.order_fields ENABLE ALWAYS TRIGGER order_fields_no_change;


--
-- Name: order_fields order_fields_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER order_fields_no_truncate BEFORE TRUNCATE ON public.order_fields FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.order_fields ENABLE ALWAYS TRIGGER order_fields_no_truncate;


--
-- Name: orders orders_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER orders_no_change BEFORE DELETE OR UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.orders ENABLE ALWAYS TRIGGER orders_no_change;


--
-- Name: orders orders_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER orders_no_truncate BEFORE TRUNCATE ON public.orders FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.orders ENABLE ALWAYS TRIGGER orders_no_truncate;


--
-- Name: paper_files paper_files_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER paper_files_no_change BEFORE DELETE OR UPDATE ON public.paper_files FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.paper_files ENABLE ALWAYS TRIGGER paper_files_no_change;


--
-- Name: paper_files paper_files_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER paper_files_no_truncate BEFORE TRUNCATE ON public.paper_files FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.paper_files ENABLE ALWAYS TRIGGER paper_files_no_truncate;


--
-- Name: papers papers_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER papers_no_change BEFORE DELETE OR UPDATE ON public.papers FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.papers ENABLE ALWAYS TRIGGER papers_no_change;


--
-- Name: papers papers_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER papers_no_truncate BEFORE TRUNCATE ON public.papers FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.papers ENABLE ALWAYS TRIGGER papers_no_truncate;


--
-- Name: quarantine_decisions quarantine_decisions_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER quarantine_decisions_no_change BEFORE DELETE OR UPDATE ON public.quarantine_decisions FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.quarantine_decisions ENABLE ALWAYS TRIGGER quarantine_decisions_no_change;


--
-- Name: quarantine_decisions quarantine_decisions_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER quarantine_decisions_no_truncate BEFORE TRUNCATE ON public.quarantine_decisions FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.quarantine_decisions ENABLE ALWAYS TRIGGER quarantine_decisions_no_truncate;


--
-- Name: quarantine quarantine_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER quarantine_no_change BEFORE DELETE OR UPDATE ON public.quarantine FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.quarantine ENABLE ALWAYS TRIGGER quarantine_no_change;


--
-- Name: quarantine quarantine_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER quarantine_no_truncate BEFORE TRUNCATE ON public.quarantine FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.quarantine ENABLE ALWAYS TRIGGER quarantine_no_truncate;


--
-- Name: read_versions read_versions_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER read_versions_no_change BEFORE DELETE OR UPDATE ON public.read_versions FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.read_versions ENABLE ALWAYS TRIGGER read_versions_no_change;


--
-- Name: read_versions read_versions_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER read_versions_no_truncate BEFORE TRUNCATE ON public.read_versions FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.read_versions ENABLE ALWAYS TRIGGER read_versions_no_truncate;


--
-- Name: read_voids read_voids_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER read_voids_no_change BEFORE DELETE OR UPDATE ON public.read_voids FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.read_voids ENABLE ALWAYS TRIGGER read_voids_no_change;


--
-- Name: read_voids read_voids_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER read_voids_no_truncate BEFORE TRUNCATE ON public.read_voids FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.read_voids ENABLE ALWAYS TRIGGER read_voids_no_truncate;


--
-- Name: remittances remittances_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER remittances_no_change BEFORE DELETE OR UPDATE ON public.remittances FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.remittances ENABLE ALWAYS TRIGGER remittances_no_change;


--
-- Name: remittances remittances_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER remittances_no_truncate BEFORE TRUNCATE ON public.remittances FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.remittances ENABLE ALWAYS TRIGGER remittances_no_truncate;


--
-- Name: settlements settlements_no_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER settlements_no_change BEFORE DELETE OR UPDATE ON public.settlements FOR EACH ROW EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.settlements ENABLE ALWAYS TRIGGER settlements_no_change;


--
-- Name: settlements settlements_no_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER settlements_no_truncate BEFORE TRUNCATE ON public.settlements FOR EACH STATEMENT EXECUTE FUNCTION public.wetread_refuse();

ALTER TABLE public.settlements ENABLE ALWAYS TRIGGER settlements_no_truncate;


--
-- Name: account_entries fk_account_entries_reverses; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_entries
    ADD CONSTRAINT fk_account_entries_reverses FOREIGN KEY (reverses) REFERENCES public.account_entries(id);


--
-- Name: adjusted_reads fk_adjusted_reads_adjustment_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.adjusted_reads
    ADD CONSTRAINT fk_adjusted_reads_adjustment_id FOREIGN KEY (adjustment_id) REFERENCES public.adjustments(id);


--
-- Name: allocations fk_allocations_credit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allocations
    ADD CONSTRAINT fk_allocations_credit_id FOREIGN KEY (credit_id) REFERENCES public.papers(id);


--
-- Name: allocations fk_allocations_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allocations
    ADD CONSTRAINT fk_allocations_entry_id FOREIGN KEY (entry_id) REFERENCES public.account_entries(id);


--
-- Name: allocations fk_allocations_paper_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allocations
    ADD CONSTRAINT fk_allocations_paper_id FOREIGN KEY (paper_id) REFERENCES public.papers(id);


--
-- Name: allocations fk_allocations_payment_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.allocations
    ADD CONSTRAINT fk_allocations_payment_id FOREIGN KEY (payment_id) REFERENCES public.account_entries(id);


--
-- Name: billed_adjustments fk_billed_adjustments_adjustment_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billed_adjustments
    ADD CONSTRAINT fk_billed_adjustments_adjustment_id FOREIGN KEY (adjustment_id) REFERENCES public.adjustments(id);


--
-- Name: billed_adjustments fk_billed_adjustments_paper_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billed_adjustments
    ADD CONSTRAINT fk_billed_adjustments_paper_id FOREIGN KEY (paper_id) REFERENCES public.papers(id);


--
-- Name: billed_reads fk_billed_reads_paper_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billed_reads
    ADD CONSTRAINT fk_billed_reads_paper_id FOREIGN KEY (paper_id) REFERENCES public.papers(id);


--
-- Name: billed_reads fk_billed_reads_version_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.billed_reads
    ADD CONSTRAINT fk_billed_reads_version_id FOREIGN KEY (version_id) REFERENCES public.read_versions(id);


--
-- Name: claim_answers fk_claim_answers_answer_file_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_answers
    ADD CONSTRAINT fk_claim_answers_answer_file_id FOREIGN KEY (answer_file_id) REFERENCES public.answer_files(id);


--
-- Name: claim_answers fk_claim_answers_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_answers
    ADD CONSTRAINT fk_claim_answers_claim_id FOREIGN KEY (claim_id) REFERENCES public.claims(id);


--
-- Name: claim_lines fk_claim_lines_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_lines
    ADD CONSTRAINT fk_claim_lines_claim_id FOREIGN KEY (claim_id) REFERENCES public.claims(id);


--
-- Name: claim_lines fk_claim_lines_version_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claim_lines
    ADD CONSTRAINT fk_claim_lines_version_id FOREIGN KEY (version_id) REFERENCES public.read_versions(id);


--
-- Name: claims fk_claims_replaces; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims
    ADD CONSTRAINT fk_claims_replaces FOREIGN KEY (replaces) REFERENCES public.claims(id);


--
-- Name: closings fk_closings_paper_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.closings
    ADD CONSTRAINT fk_closings_paper_id FOREIGN KEY (paper_id) REFERENCES public.papers(id);


--
-- Name: exported_documents fk_exported_documents_batch_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exported_documents
    ADD CONSTRAINT fk_exported_documents_batch_id FOREIGN KEY (batch_id) REFERENCES public.export_batches(id);


--
-- Name: fee_values fk_fee_values_release_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fee_values
    ADD CONSTRAINT fk_fee_values_release_id FOREIGN KEY (release_id) REFERENCES public.fee_releases(id);


--
-- Name: filed_claims fk_filed_claims_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filed_claims
    ADD CONSTRAINT fk_filed_claims_claim_id FOREIGN KEY (claim_id) REFERENCES public.claims(id);


--
-- Name: filed_claims fk_filed_claims_file_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filed_claims
    ADD CONSTRAINT fk_filed_claims_file_id FOREIGN KEY (file_id) REFERENCES public.claim_files(id);


--
-- Name: mail_outcomes fk_mail_outcomes_mail_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mail_outcomes
    ADD CONSTRAINT fk_mail_outcomes_mail_id FOREIGN KEY (mail_id) REFERENCES public.mails(id);


--
-- Name: orders fk_orders_import_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT fk_orders_import_id FOREIGN KEY (import_id) REFERENCES public.imports(id);


--
-- Name: paper_files fk_paper_files_paper_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.paper_files
    ADD CONSTRAINT fk_paper_files_paper_id FOREIGN KEY (paper_id) REFERENCES public.papers(id);


--
-- Name: quarantine_decisions fk_quarantine_decisions_quarantine_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine_decisions
    ADD CONSTRAINT fk_quarantine_decisions_quarantine_id FOREIGN KEY (quarantine_id) REFERENCES public.quarantine(id);


--
-- Name: quarantine fk_quarantine_import_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT fk_quarantine_import_id FOREIGN KEY (import_id) REFERENCES public.imports(id);


--
-- Name: read_versions fk_read_versions_import_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.read_versions
    ADD CONSTRAINT fk_read_versions_import_id FOREIGN KEY (import_id) REFERENCES public.imports(id);


--
-- Name: read_voids fk_read_voids_import_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.read_voids
    ADD CONSTRAINT fk_read_voids_import_id FOREIGN KEY (import_id) REFERENCES public.imports(id);


--
-- Name: remittances fk_remittances_answer_file_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.remittances
    ADD CONSTRAINT fk_remittances_answer_file_id FOREIGN KEY (answer_file_id) REFERENCES public.answer_files(id);


--
-- PostgreSQL database dump complete
--


