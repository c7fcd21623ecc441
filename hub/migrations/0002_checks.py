"""What each row must hold, table by table.

Tortoise makes no constraint that stands in the options of `CreateModel`: here they are made.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL

CHECKS: dict[str, dict[str, str]] = {
    "affiliation": {
        "affiliation_period_in_order": "CHECK (ends_on >= starts_on)",
        "affiliation_purposes_known": "CHECK (purposes <@ ARRAY['PRIMARY', 'ADMINISTRATIVE', 'FINANCIAL', 'TECHNICAL', 'LEGAL', 'MARKETING', 'PROJECTS', 'SPACES']::text[])",
    },
    "competence": {
        "competence_code_format": "CHECK (code ~ '^[a-z0-9]+([.-][a-z0-9]+)*$')",
        "competence_not_own_parent": "CHECK (parent_id <> id)",
    },
    "consent_record": {
        "consent_record_one_party": "CHECK (num_nonnulls(person_id, organization_id) = 1)",
    },
    "headcount": {
        "headcount_once_per_source": "UNIQUE (organization_id, counted_on, source)",
        "headcount_not_negative": "CHECK (employees >= 0 AND full_time_equivalents >= 0)",
    },
    "organization": {
        "organization_names_given": "CHECK (name <> '' AND legal_name <> '')",
        "organization_not_own_parent": "CHECK (parent_id <> id)",
        "organization_country_format": "CHECK (country ~ '^[A-Z]{2}$')",
        "organization_vat_number_format": "CHECK ((country = 'IT' AND vat_number ~ '^[0-9]{11}$') OR (country <> 'IT' AND vat_number ~ '^[A-Z]{2}[0-9A-Z]{2,13}$'))",
        "organization_fiscal_code_format": "CHECK (fiscal_code ~ '^([0-9]{11}|[A-Z0-9]{16})$')",
        "organization_rea_format": "CHECK (rea ~ '^[A-Z]{2}-[0-9]{1,7}$')",
        "organization_pec_format": "CHECK (pec = lower(pec) AND pec ~ '^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$')",
        "organization_sdi_code_format": "CHECK (sdi_code ~ '^[A-Z0-9]{6,7}$')",
        "organization_legal_form_code_format": "CHECK (legal_form_code ~ '^[0-9][.][0-9][.][0-9]{2}$')",
        "organization_ateco_code_format": "CHECK ((ateco_code IS NULL) = (ateco_edition IS NULL) AND ateco_code ~ '^[0-9]{2}([.][0-9]{1,2}([.][0-9]{1,2})?)?$')",
        "organization_istat_code_format": "CHECK (istat_code ~ '^[0-9]{6}$')",
        "organization_province_format": "CHECK (province ~ '^[A-Z]{2}$')",
        "organization_postal_code_format": "CHECK (country <> 'IT' OR postal_code ~ '^[0-9]{5}$')",
        "organization_email_format": "CHECK (email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$')",
        "organization_dates_in_order": "CHECK (dissolved_on >= founded_on)",
        "organization_visibility_terms": 'CHECK (jsonb_typeof(visibility) = \'object\' AND NOT jsonb_path_exists(visibility, \'$.* ? (@.type() != "string" || (@ != "PUBLIC" && @ != "MEMBERS" && @ != "PRIVATE"))\'))',
        "organization_not_merged_into_itself": "CHECK (merged_into_id <> id)",
        "organization_merged_is_bare": "CHECK ((merged_at IS NULL) = (merged_into_id IS NULL) AND (merged_at IS NULL OR (listing = 'PRIVATE' AND num_nonnulls(vat_number, fiscal_code, rea, pec, ipa_code) = 0)))",
    },
    "person": {
        "person_name_given": "CHECK (name <> '')",
        "person_email_format": "CHECK (email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$')",
        "person_fiscal_code_format": "CHECK (fiscal_code ~ '^[A-Z0-9]{16}$')",
        "person_birth_place_format": "CHECK (birth_place_code ~ '^[A-Z][0-9]{3}$')",
        "person_visibility_terms": 'CHECK (jsonb_typeof(visibility) = \'object\' AND NOT jsonb_path_exists(visibility, \'$.* ? (@.type() != "string" || (@ != "PUBLIC" && @ != "MEMBERS" && @ != "PRIVATE"))\'))',
        "person_erased_is_empty": "CHECK (erased_at IS NULL OR (listing = 'PRIVATE' AND num_nonnulls(headline, bio, email, phone, website, fiscal_code, born_on, birth_place_code) = 0))",
        "person_not_merged_into_itself": "CHECK (merged_into_id <> id)",
        "person_merged_is_bare": "CHECK ((merged_at IS NULL) = (merged_into_id IS NULL) AND (merged_at IS NULL OR (listing = 'PRIVATE' AND num_nonnulls(email, phone, fiscal_code, born_on, birth_place_code) = 0)))",
    },
    "fee_line": {
        "fee_line_amount_not_negative": "CHECK (amount >= 0)",
        "fee_line_one_payer": "CHECK (num_nonnulls(payer_id, paying_person_id) = 1)",
        "fee_line_dates_in_order": "CHECK (due_on >= issued_on)",
        "fee_line_issued_first": "CHECK (issued_on IS NOT NULL OR invoice_number IS NULL)",
        "fee_line_coverage_in_order": "CHECK ((covers_from IS NULL) = (covers_until IS NULL) AND covers_until > covers_from)",
        "fee_line_proration_explained": "CHECK (num_nonnulls(proration_basis, proration_numerator, proration_denominator) IN (0, 3) AND (proration_basis IS NULL OR full_amount IS NOT NULL) AND proration_numerator BETWEEN 1 AND proration_denominator AND full_amount >= amount)",
        "fee_line_instalment_in_range": "CHECK (instalment BETWEEN 1 AND instalments AND instalments <= 12)",
        "fee_line_credited_first": "CHECK (credited_on IS NOT NULL OR credit_reason IS NULL)",
        "fee_line_once_per_invoice": "UNIQUE (invoice_number, kind, membership_id, instalment)",
    },
    "membership": {
        "membership_one_party": "CHECK (num_nonnulls(organization_id, person_id) = 1)",
        "membership_not_own_previous": "CHECK (previous_id <> id)",
        "membership_decision_dated": "CHECK ((decision IS NULL) = (decided_on IS NULL) AND decided_on >= applied_on)",
        "membership_withdrawn_before_decision": "CHECK (withdrawn_on IS NULL OR (withdrawn_on >= applied_on AND decided_on IS NULL))",
        "membership_admitted_first": "CHECK (num_nonnulls(number, joined_on, notice_on, expelled_on, waiver_reason) = 0 OR coalesce(decision = 'ADMITTED', false))",
        "membership_resignation_in_order": "CHECK ((resigned_on IS NULL) = (notice_on IS NULL) AND resigned_on >= notice_on AND notice_on >= decided_on)",
        "membership_expelled_before_end": "CHECK (expelled_on >= decided_on AND coalesce(expelled_on <= resigned_on, true))",
    },
    "membership_document": {
        "membership_document_named": "CHECK (name <> '' AND url <> '')",
        "membership_document_print_format": "CHECK (sha256 ~ '^[0-9a-f]{64}$')",
        "membership_document_review_whole": "CHECK (num_nulls(reviewed_on, is_accepted) IN (0, 2))",
        "membership_document_refused_with_reason": "CHECK ((refusal_reason IS NOT NULL) = coalesce(NOT is_accepted, false))",
    },
    "membership_period": {
        "membership_period_in_order": "CHECK (ends_on > starts_on)",
    },
    "membership_type": {
        "membership_type_code_format": "CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$')",
        "membership_type_amounts_not_negative": "CHECK (yearly_fee >= 0 AND joining_fee >= 0 AND capital_share >= 0)",
        "membership_type_counts_in_range": "CHECK (grace_days BETWEEN 0 AND 366 AND notice_days BETWEEN 0 AND 366 AND rollover_days BETWEEN 0 AND 366 AND seats >= 0)",
        "membership_type_period_length": "CHECK (period_months BETWEEN 1 AND 120 AND (period_kind <> 'CALENDAR' OR period_months = 12))",
        "membership_type_offer_in_order": "CHECK (offered_until > offered_from)",
        "membership_type_documents_known": "CHECK (required_documents <@ ARRAY['APPLICATION', 'STATUTE', 'REGISTER_EXTRACT', 'RESOLUTION', 'TAX_CLEARANCE', 'IDENTITY', 'INSURANCE', 'OTHER']::text[])",
    },
    "suspension": {
        "suspension_in_order": "CHECK (ends_on >= starts_on)",
    },
    "accounting_period": {
        "accounting_period_in_order": "CHECK (ends_on > starts_on)",
    },
    "payment": {
        "payment_amount_sign": "CHECK (CASE WHEN reverses_id IS NULL THEN amount > 0 ELSE amount < 0 END)",
        "payment_not_own_reversal": "CHECK (reverses_id <> id)",
    },
    "reminder": {
        "reminder_once_per_level": "UNIQUE (fee_line_id, level)",
        "reminder_level_in_range": "CHECK (level BETWEEN 1 AND 3)",
    },
    "audit_entry": {
        "audit_entry_seal_format": "CHECK (seal ~ '^[0-9a-f]{64}$')",
        "audit_entry_previous_format": "CHECK (previous ~ '^[0-9a-f]{64}$')",
        "audit_entry_position_positive": "CHECK (position > 0)",
    },
    "audit_head": {
        "audit_head_only_one": "CHECK (name = 'audit')",
    },
    "outbox_event": {
        "outbox_event_end": "CHECK (num_nonnulls(done_at, dropped_at) < 2)",
    },
    "account": {
        "account_email_format": "CHECK (email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$')",
        "account_totp_secret_kept": "CHECK (totp_confirmed_at IS NULL OR totp_secret IS NOT NULL)",
    },
    "role_grant": {
        "role_grant_in_order": "CHECK (ends_on >= starts_on)",
        "role_grant_role_grantable": "CHECK (role IN ('DIRECTION', 'FRONT_DESK', 'INCUBATION', 'OBSERVER', 'PROJECTS'))",
    },
    "token": {
        "token_hash_format": "CHECK (token_hash ~ '^[0-9a-f]{64}$')",
        "token_role_known": "CHECK (role IN ('DIRECTION', 'FRONT_DESK', 'INCUBATION', 'PROJECTS', 'OBSERVER', 'ADMINISTRATOR', 'MEMBER'))",
        "token_of_a_party": "CHECK (role NOT IN ('ADMINISTRATOR', 'MEMBER') OR num_nonnulls(organization_id, person_id) > 0)",
        "token_expires_later": "CHECK (expires_at > created_at)",
    },
    "mailed_link": {
        "mailed_link_purpose_known": "CHECK (purpose IN ('VERIFY_EMAIL', 'RESET_PASSWORD'))",
    },
    "refresh_token": {
        "refresh_token_hash_format": "CHECK (token_hash ~ '^[0-9a-f]{64}$')",
    },
    "session": {
        "session_secret_hash_format": "CHECK (secret_hash ~ '^[0-9a-f]{64}$')",
        "session_kind_known": "CHECK (kind IN ('BROWSER', 'MOBILE'))",
        "session_expires_later": "CHECK (expires_at > created_at)",
        "session_end_has_a_reason": "CHECK ((ended_at IS NULL) = (end_reason IS NULL))",
    },
    "invitation": {
        "invitation_email_format": "CHECK (email = '' OR email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+\\.[^@[:space:]]+$')",
        "invitation_to_one_thing": "CHECK ((organization_id IS NULL) = (affiliation_role IS NULL) AND num_nonnulls(organization_id, role) = 1)",
        "invitation_role_grantable": "CHECK (role IN ('DIRECTION', 'FRONT_DESK', 'INCUBATION', 'OBSERVER', 'PROJECTS'))",
        "invitation_administers": "CHECK (role IS NULL OR NOT is_administrator)",
        "invitation_one_end": "CHECK (num_nonnulls(accepted_at, declined_at, revoked_at) < 2)",
        "invitation_accepted_by": "CHECK ((accepted_at IS NULL) = (accepted_by_id IS NULL))",
    },
    "personal_read": {
        "personal_read_by_somebody": "CHECK (num_nonnulls(reader_id, token_id) > 0)",
    },
    "retention_rule": {
        "retention_rule_days_sensible": "CHECK (days BETWEEN 0 AND 36525)",
    },
    "startup_exit": {
        "startup_exit_once_per_day": "UNIQUE (startup_id, happened_on)",
        "startup_exit_amount_not_negative": "CHECK (amount >= 0)",
        "startup_exit_amount_of_sale": "CHECK (amount IS NULL OR kind NOT IN ('STILL_OPERATING', 'CLOSED'))",
    },
    "funding_round": {
        "funding_round_amount_positive": "CHECK (amount > 0)",
    },
    "milestone": {
        "milestone_title_given": "CHECK (title <> '')",
        "milestone_one_end": "CHECK (num_nonnulls(reached_on, dropped_on) < 2)",
    },
    "programme": {
        "programme_name_given": "CHECK (name <> '')",
        "programme_period_in_order": "CHECK (ends_on > starts_on)",
        "programme_places_positive": "CHECK (places > 0)",
        "programme_minutes_not_negative": "CHECK (mentoring_minutes >= 0)",
        "programme_report_days_in_range": "CHECK (report_days BETWEEN 1 AND 90)",
    },
    "stage_change": {
        "stage_change_once_per_position": "UNIQUE (startup_id, position)",
        "stage_change_whole": "UNIQUE (startup_id, position, stage, entered_on)",
        "stage_change_allowed": "CHECK ((previous_stage IS NULL AND stage IN ('ACCELERATION', 'ALUMNI', 'IDEA', 'INCUBATION', 'PRE_INCUBATION', 'SELECTED')) OR (previous_stage IS NOT DISTINCT FROM 'IDEA' AND stage IN ('CEASED', 'SELECTED', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'SELECTED' AND stage IN ('ACCELERATION', 'CEASED', 'INCUBATION', 'ON_HOLD', 'PRE_INCUBATION', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'PRE_INCUBATION' AND stage IN ('CEASED', 'INCUBATION', 'ON_HOLD', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'INCUBATION' AND stage IN ('ACCELERATION', 'CEASED', 'GRADUATED', 'ON_HOLD', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'ACCELERATION' AND stage IN ('CEASED', 'GRADUATED', 'ON_HOLD', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'ON_HOLD' AND stage IN ('ACCELERATION', 'CEASED', 'INCUBATION', 'PRE_INCUBATION', 'SELECTED', 'WITHDRAWN')) OR (previous_stage IS NOT DISTINCT FROM 'GRADUATED' AND stage IN ('ALUMNI', 'CEASED')) OR (previous_stage IS NOT DISTINCT FROM 'ALUMNI' AND stage IN ('CEASED')) OR (previous_stage IS NOT DISTINCT FROM 'WITHDRAWN' AND stage IN ('SELECTED')))",
        "stage_change_follows_previous": "CHECK ((position = 1 AND num_nonnulls(previous_position, previous_stage, previous_entered_on) = 0) OR (position > 1 AND num_nulls(previous_position, previous_stage, previous_entered_on) = 0 AND previous_position = position - 1))",
        "stage_change_dates_in_order": "CHECK (entered_on >= previous_entered_on)",
        "stage_change_reason_given": "CHECK (reason <> '')",
    },
    "startup": {
        "startup_name_given": "CHECK (name <> '')",
    },
    "startup_member": {
        "startup_member_period_in_order": "CHECK (ends_on > starts_on)",
    },
    "application": {
        "application_party": "CHECK (num_nonnulls(organization_id, person_id) > 0)",
        "application_startup_name_given": "CHECK (startup_name <> '')",
        "application_team_size_positive": "CHECK (team_size > 0)",
        "application_revision_positive": "CHECK (revision > 0)",
        "application_decision_dated": "CHECK ((decision IS NULL) = (decided_on IS NULL))",
        "application_submitted_first": "CHECK (submitted_at IS NOT NULL OR num_nonnulls(screened_on, decided_on) = 0)",
        "application_dates_in_order": "CHECK (decided_on >= screened_on)",
    },
    "conflict_of_interest": {
        "conflict_of_interest_once_per_kind": "UNIQUE (application_id, person_id, kind)",
        "conflict_of_interest_other_explained": "CHECK (kind <> 'OTHER' OR note IS NOT NULL)",
    },
    "criterion": {
        "criterion_once_per_position": "UNIQUE (intake_id, position)",
        "criterion_once_per_name": "UNIQUE (intake_id, name)",
        "criterion_name_given": "CHECK (name <> '')",
        "criterion_weight_positive": "CHECK (weight > 0)",
    },
    "information_request": {
        "information_request_question_given": "CHECK (question <> '')",
        "information_request_dates_in_order": "CHECK (answered_on >= asked_on)",
        "information_request_due_after_asking": "CHECK (due_on >= asked_on)",
        "information_request_answer_dated": "CHECK ((answer IS NULL) = (answered_on IS NULL))",
    },
    "intake": {
        "intake_once_per_opening": "UNIQUE (programme_id, opens_at)",
        "intake_name_given": "CHECK (name <> '')",
        "intake_window_in_order": "CHECK (closes_at > opens_at)",
        "intake_decided_after_closing": "CHECK (decided_at >= closes_at)",
        "intake_one_end": "CHECK (num_nonnulls(decided_at, cancelled_at) < 2)",
        "intake_places_positive": "CHECK (places > 0)",
        "intake_reviews_in_range": "CHECK (reviews_needed BETWEEN 1 AND 20)",
    },
    "participation": {
        "participation_period_in_order": "CHECK (ends_on > starts_on)",
        "participation_minutes_not_negative": "CHECK (mentoring_minutes >= 0)",
    },
    "review": {
        "review_once_per_reviewer": "UNIQUE (application_id, reviewer_id)",
        "review_one_end": "CHECK (num_nonnulls(finalised_at, declined_on) < 2)",
        "review_final_with_recommendation": "CHECK (finalised_at IS NULL OR recommendation IS NOT NULL)",
        "review_dates_in_order": "CHECK (declined_on >= assigned_on)",
        "review_revision_positive": "CHECK (application_revision > 0)",
    },
    "score": {
        "score_once_per_criterion": "UNIQUE (review_id, criterion_id)",
        "score_points_in_range": "CHECK (points BETWEEN 0 AND 5)",
    },
    "kpi_period": {
        "kpi_period_once_per_month": "UNIQUE (startup_id, month_on)",
        "kpi_period_begins_on_first_of_month": "CHECK (extract(day FROM month_on) = 1)",
        "kpi_period_due_after_month": "CHECK (due_on >= month_on + INTERVAL '1 month')",
    },
    "kpi_report": {
        "kpi_report_once_per_revision": "UNIQUE (period_id, revision)",
        "kpi_report_revision_positive": "CHECK (revision > 0)",
        "kpi_report_correction_explained": "CHECK (revision = 1 OR reason IS NOT NULL)",
    },
    "kpi_value": {
        "kpi_value_once_per_metric": "UNIQUE (report_id, metric)",
        "kpi_value_not_negative_but_cash": "CHECK (metric = 'CASH' OR amount >= 0)",
    },
    "mentor": {
        "mentor_period_in_order": "CHECK (ends_on > starts_on)",
        "mentor_minutes_not_negative": "CHECK (monthly_minutes >= 0)",
    },
    "mentoring_session": {
        "mentoring_session_half_an_hour": "CHECK (ends_at - starts_at >= INTERVAL '30 minutes')",
        "mentoring_session_booking_dated": "CHECK ((startup_id IS NULL) = (booked_at IS NULL))",
        "mentoring_session_confirmed_when_held": "CHECK (num_nonnulls(confirmed_by_mentor_at, confirmed_by_startup_at) = 0 OR (startup_id IS NOT NULL AND cancelled_at IS NULL))",
        "mentoring_session_confirmed_after_start": "CHECK (confirmed_by_mentor_at >= starts_at AND confirmed_by_startup_at >= starts_at)",
    },
    "mentorship": {
        "mentorship_period_in_order": "CHECK (ends_on > starts_on)",
        "mentorship_ends_after_start": "CHECK (ends_on IS NULL OR starts_on IS NOT NULL)",
        "mentorship_starts_after_proposal": "CHECK (starts_on >= proposed_on)",
        "mentorship_declined_after_proposal": "CHECK (declined_on >= proposed_on)",
        "mentorship_one_answer": "CHECK (num_nonnulls(declined_on, starts_on) < 2)",
    },
    "register_confirmation": {
        "register_confirmation_once_per_year": "UNIQUE (entry_id, year)",
        "register_confirmation_not_before_year": "CHECK (confirmed_on >= make_date(year, 1, 1))",
    },
    "register_entry": {
        "register_entry_period_in_order": "CHECK (lost_on > registered_on)",
        "register_entry_loss_dated": "CHECK (lost_reason IS NULL OR lost_on IS NOT NULL)",
    },
    "register_extension": {
        "register_extension_once_per_kind": "UNIQUE (entry_id, kind)",
        "register_extension_requirement_fits": "CHECK ((kind = 'TO_FIVE_YEARS') = (requirement NOT IN ('CAPITAL_RAISED', 'REVENUE_DOUBLED')))",
    },
    "booking_conditions": {
        "booking_conditions_code_format": "CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$')",
        "booking_conditions_length_in_range": "CHECK (min_minutes >= 5 AND max_minutes >= min_minutes AND max_minutes <= 525600)",
        "booking_conditions_step_divides_day": "CHECK (start_step_minutes BETWEEN 5 AND 1440 AND 1440 % start_step_minutes = 0)",
        "booking_conditions_numbers_in_range": "CHECK (least(min_notice_minutes, buffer_before_minutes, buffer_after_minutes, decide_minutes_before, check_in_opens_minutes) >= 0 AND least(max_days_ahead, min_attendees, max_live_bookings, check_in_minutes, offer_minutes, no_show_limit, no_show_days, no_show_block_days) >= 1)",
        "booking_conditions_steps_format": "CHECK (jsonb_typeof(cancellation_steps) = 'array' AND NOT jsonb_path_exists(cancellation_steps, 'strict $[*] ? (@.type() != \"object\")') AND NOT jsonb_path_exists(cancellation_steps, '$[*] ? (!(@.minutes_before.type() == \"number\" && @.minutes_before >= 0 && @.minutes_before <= 525600 && @.minutes_before.floor() == @.minutes_before && @.percent.type() == \"number\" && @.percent >= 0 && @.percent <= 100 && @.percent.floor() == @.percent))'))",
    },
    "connectivity": {
        "connectivity_one_place": "CHECK (num_nonnulls(site_id, space_id, territory) = 1)",
        "connectivity_speeds_positive": "CHECK (down_mbps > 0 AND up_mbps > 0)",
        "connectivity_count_has_unit": "CHECK (num_nulls(connections, unit_of_count, counted_on) IN (0, 3) AND (connections IS NULL OR source IS NOT NULL) AND connections >= 0)",
        "connectivity_period_in_order": "CHECK (ends_on > starts_on)",
    },
    "site": {
        "site_code_format": "CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$')",
        "site_country_format": "CHECK (country ~ '^[A-Z]{2}$')",
        "site_istat_code_format": "CHECK (istat_code ~ '^[0-9]{6}$')",
        "site_position_on_earth": "CHECK (num_nulls(latitude, longitude) IN (0, 2) AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)",
        "site_time_zone_known": "CHECK (time_zone ~ '^[A-Z][a-z]+/[A-Z][A-Za-z_]+$' AND timezone(time_zone, starts_on::timestamp) IS NOT NULL)",
        "site_period_in_order": "CHECK (ends_on > starts_on)",
    },
    "space": {
        "space_code_once_per_site": "UNIQUE (site_id, code)",
        "space_not_own_parent": "CHECK (parent_id <> id)",
        "space_measures_positive": "CHECK (area_m2 > 0 AND capacity > 0)",
        "space_features_known": "CHECK (features <@ ARRAY['SCREEN', 'PROJECTOR', 'VIDEO_CONFERENCE', 'SOUND', 'WHITEBOARD', 'BLACKOUT', 'STREAMING', 'WIRED_NETWORK', 'SECOND_SCREEN', 'STANDING_DESK', 'LOCKER', 'PRINTER', 'PHONE_BOOTH', 'KITCHEN', 'AIR_CONDITIONING', 'DAYLIGHT', 'CHARGING_POINT', 'TEST_EQUIPMENT', 'THREE_D_PRINTER']::text[] AND accessibility <@ ARRAY['STEP_FREE', 'WIDE_DOORS', 'TOILET', 'WHEELCHAIR_PLACE', 'RESERVED_PARKING', 'HEARING_LOOP', 'TACTILE_WAY', 'VISUAL_ALARM', 'QUIET', 'ASSISTANCE_DOGS']::text[])",
        "space_photos_few": "CHECK (cardinality(photos) <= 20)",
        "space_bookable_has_conditions": "CHECK (NOT is_bookable OR conditions_id IS NOT NULL)",
        "space_bookable_period_in_order": "CHECK (bookable_until > bookable_from)",
        "space_period_in_order": "CHECK (ends_on > starts_on)",
    },
    "space_price": {
        "space_price_numbers_in_range": "CHECK (amount >= 0 AND vat_rate BETWEEN 0 AND 100)",
        "space_price_period_in_order": "CHECK (ends_on >= starts_on)",
    },
    "closure": {
        "closure_one_place": "CHECK (num_nonnulls(site_id, space_id) = 1)",
        "closure_shuts": "CHECK (state IN ('CLOSED', 'MAINTENANCE'))",
        "closure_period_in_order": "CHECK (ends_at > starts_at)",
    },
    "opening_exception": {
        "opening_exception_one_place": "CHECK (num_nonnulls(site_id, space_id) = 1)",
        "opening_exception_hours_in_order": "CHECK (num_nulls(opens, closes) IN (0, 2) AND (opens IS NOT NULL OR state IN ('CLOSED', 'MAINTENANCE')) AND (closes > opens OR closes = '00:00'::time))",
    },
    "opening_hours": {
        "opening_hours_one_place": "CHECK (num_nonnulls(site_id, space_id) = 1)",
        "opening_hours_weekday_of_iso": "CHECK (weekday BETWEEN 1 AND 7)",
        "opening_hours_hours_in_order": "CHECK (closes > opens OR closes = '00:00'::time)",
        "opening_hours_period_in_order": "CHECK (ends_on >= starts_on)",
    },
    "booking": {
        "booking_period_in_order": "CHECK (ends_at > starts_at)",
        "booking_blocked_time_covers_it": "CHECK (blocked_from <= starts_at AND blocked_until > blocked_from AND blocked_until >= coalesce(finished_at, ends_at))",
        "booking_has_holder": "CHECK (kind NOT IN ('ORDINARY', 'BEHALF') OR num_nonnulls(organization_id, person_id) >= 1)",
        "booking_counts_in_range": "CHECK (attendees >= 1 AND pool_minutes >= 0 AND sequence >= 0)",
        "booking_revision_has_instant": "CHECK (sequence = 0 OR changed_at IS NOT NULL)",
        "booking_amounts_not_negative": "CHECK (price >= 0 AND unit_price >= 0 AND cancellation_fee >= 0 AND vat_rate BETWEEN 0 AND 100)",
        "booking_free_has_no_price": "CHECK (free_reason IS NULL OR price = 0)",
        "booking_occurrence_has_series": "CHECK (num_nulls(series_id, occurs_on) IN (0, 2))",
        "booking_decline_has_reason": "CHECK (num_nulls(declined_at, decline_reason) IN (0, 2))",
        "booking_excuse_was_given": "CHECK (excuse_reason IS NULL OR excused_at IS NOT NULL)",
        "booking_one_outcome": "CHECK (num_nonnulls(declined_at, cancelled_at) <= 1)",
        "booking_checked_in_was_confirmed": "CHECK (num_nonnulls(checked_in_at, finished_at, check_in_due_at) = 0 OR confirmed_at IS NOT NULL)",
        "booking_checked_in_in_time": "CHECK (checked_in_at < check_in_due_at)",
        "booking_finished_early": "CHECK (finished_at > starts_at AND finished_at < ends_at)",
        "booking_steps_format": "CHECK (jsonb_typeof(cancellation_steps) = 'array' AND NOT jsonb_path_exists(cancellation_steps, 'strict $[*] ? (@.type() != \"object\")') AND NOT jsonb_path_exists(cancellation_steps, '$[*] ? (!(@.minutes_before.type() == \"number\" && @.minutes_before >= 0 && @.minutes_before <= 525600 && @.minutes_before.floor() == @.minutes_before && @.percent.type() == \"number\" && @.percent >= 0 && @.percent <= 100 && @.percent.floor() == @.percent))'))",
    },
    "booking_series": {
        "booking_series_rule_normal": "CHECK (rule ~ '^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-+,0-9A-Z]+)*$' AND rule ~ ';(COUNT|UNTIL)=[0-9]+$')",
        "booking_series_has_holder": "CHECK (kind NOT IN ('ORDINARY', 'BEHALF') OR num_nonnulls(organization_id, person_id) >= 1)",
        "booking_series_attendees_positive": "CHECK (attendees >= 1)",
        "booking_series_period_in_order": "CHECK (ends_on > starts_on)",
    },
    "skipped_occurrence": {
        "skipped_occurrence_once": "UNIQUE (series_id, occurs_on)",
    },
    "waitlist_entry": {
        "waitlist_entry_period_in_order": "CHECK (ends_at > starts_at)",
        "waitlist_entry_attendees_positive": "CHECK (attendees >= 1)",
        "waitlist_entry_offer_complete": "CHECK (num_nulls(offered_at, offer_ends_at) IN (0, 2) AND offer_ends_at > offered_at)",
        "waitlist_entry_claimed_in_time": "CHECK (num_nulls(claimed_at, booking_id) IN (0, 2) AND coalesce(offered_at <= claimed_at AND claimed_at < offer_ends_at, claimed_at IS NULL))",
        "waitlist_entry_one_outcome": "CHECK (num_nonnulls(claimed_at, left_at) <= 1)",
    },
    "booking_attendee": {
        "booking_attendee_one_address": "CHECK (num_nonnulls(person_id, email) = 1)",
        "booking_attendee_person_once": "UNIQUE (booking_id, person_id)",
        "booking_attendee_email_once": "UNIQUE (booking_id, email)",
    },
    "calendar_link": {
        "calendar_link_one_scope": "CHECK (num_nonnulls(person_id, space_id, organization_id) = 1)",
        "calendar_link_generation_positive": "CHECK (generation >= 1)",
    },
    "booking_quota": {
        "booking_quota_one_place": "CHECK (num_nonnulls(space_id, kind) <= 1)",
        "booking_quota_one_party": "CHECK (num_nonnulls(organization_id, membership_type_id) <= 1)",
        "booking_quota_limits_something": "CHECK (num_nonnulls(max_bookings, max_minutes) >= 1 AND least(max_bookings, max_minutes) >= 0)",
        "booking_quota_period_in_order": "CHECK (ends_on >= starts_on)",
    },
    "booking_rule": {
        "booking_rule_one_place": "CHECK (num_nonnulls(space_id, kind) <= 1)",
        "booking_rule_one_party": "CHECK (num_nonnulls(organization_id, membership_type_id) <= 1)",
        "booking_rule_says_something": "CHECK (num_nonnulls(may_book, needs_membership, min_minutes, max_minutes, start_step_minutes, min_notice_minutes, max_days_ahead, min_attendees, max_live_bookings, needs_approval) >= 1)",
        "booking_rule_length_in_range": "CHECK (min_minutes >= 5 AND max_minutes BETWEEN 5 AND 525600 AND max_minutes >= min_minutes)",
        "booking_rule_step_divides_day": "CHECK (start_step_minutes BETWEEN 5 AND 1440 AND 1440 % start_step_minutes = 0)",
        "booking_rule_numbers_in_range": "CHECK (min_notice_minutes >= 0 AND least(max_days_ahead, min_attendees, max_live_bookings) >= 1)",
        "booking_rule_period_in_order": "CHECK (ends_on >= starts_on)",
    },
    "allowance": {
        "allowance_minutes_not_negative": "CHECK (minutes_per_month >= 0)",
        "allowance_period_in_order": "CHECK (ends_on >= starts_on)",
    },
    "lease": {
        "lease_has_holder": "CHECK (num_nonnulls(organization_id, person_id) >= 1)",
        "lease_period_in_order": "CHECK (ends_on >= starts_on)",
        "lease_numbers_in_range": "CHECK (monthly_amount >= 0 AND deposit >= 0 AND notice_days >= 0 AND vat_rate BETWEEN 0 AND 100)",
        "lease_deposit_in_order": "CHECK ((deposit_received_on IS NULL OR deposit IS NOT NULL) AND (deposit_returned_on IS NULL OR deposit_received_on IS NOT NULL) AND deposit_returned_on >= deposit_received_on)",
    },
    "rent_step": {
        "rent_step_once_a_day": "UNIQUE (lease_id, starts_on)",
        "rent_step_amount_not_negative": "CHECK (monthly_amount >= 0)",
    },
    "space_event": {
        "space_event_position_counts": "CHECK (position >= 1)",
        "space_event_tells_something": "CHECK (is_of_booking OR is_of_time)",
        "space_event_has_booking": "CHECK (NOT is_of_booking OR booking_id IS NOT NULL)",
    },
    "call_phase": {
        "call_phase_number_once": "UNIQUE (funding_call_id, number)",
        "call_phase_number_positive": "CHECK (number >= 1)",
        "call_phase_closes_after_it_opens": "CHECK (closes_at IS NULL OR (opens_at IS NOT NULL AND closes_at > opens_at))",
        "call_phase_dates_in_order": "CHECK (ranked_on >= evaluation_on)",
        "call_phase_amounts_positive": "CHECK (pot > 0 AND grant_cap > 0)",
        "call_phase_rate_is_percent": "CHECK (rate_percent > 0 AND rate_percent <= 100)",
        "call_phase_counts_not_negative": "CHECK (received_count >= 0 AND admitted_count >= 0)",
        "call_phase_admitted_among_received": "CHECK (admitted_count <= received_count)",
    },
    "call_requirement": {
        "call_requirement_number_once": "UNIQUE (funding_call_id, number)",
        "call_requirement_says_what_passes": "CHECK (subject = 'OTHER' OR cardinality(accepted) > 0)",
    },
    "funding_call": {
        "funding_call_named": "CHECK (code <> '' AND title <> '')",
        "funding_call_amounts_positive": "CHECK (pot > 0 AND grant_cap > 0)",
        "funding_call_minimum_cost_not_negative": "CHECK (minimum_cost >= 0)",
        "funding_call_cap_within_pot": "CHECK (grant_cap <= pot)",
        "funding_call_rate_is_percent": "CHECK (rate_percent > 0 AND rate_percent <= 100)",
        "funding_call_minimum_partners_positive": "CHECK (minimum_partners >= 1)",
        "funding_call_partner_limit_is_percent": "CHECK (maximum_partner_percent > 0 AND maximum_partner_percent <= 100)",
        "funding_call_published_first": "CHECK (published_on IS NOT NULL OR (awarded_on IS NULL AND withdrawn_on IS NULL AND archived_on IS NULL))",
        "funding_call_dates_in_order": "CHECK (awarded_on >= published_on AND withdrawn_on >= published_on AND archived_on >= published_on)",
        "funding_call_awarded_or_withdrawn": "CHECK (awarded_on IS NULL OR withdrawn_on IS NULL)",
    },
    "integration_request": {
        "integration_request_dates_in_order": "CHECK (due_on >= requested_on AND answered_on >= requested_on)",
    },
    "proposal": {
        "proposal_named": "CHECK (title <> '')",
        "proposal_submitted_first": "CHECK (submitted_at IS NOT NULL OR (admitted_on IS NULL AND inadmissible_on IS NULL AND ranked_on IS NULL AND reserve_on IS NULL AND funded_on IS NULL AND not_funded_on IS NULL))",
        "proposal_admitted_or_not": "CHECK (admitted_on IS NULL OR inadmissible_on IS NULL)",
        "proposal_funded_or_not": "CHECK (funded_on IS NULL OR not_funded_on IS NULL)",
        "proposal_inadmissible_not_ranked": "CHECK (inadmissible_on IS NULL OR (ranked_on IS NULL AND reserve_on IS NULL AND funded_on IS NULL AND not_funded_on IS NULL))",
        "proposal_funded_after_reserve": "CHECK (funded_on >= reserve_on)",
        "proposal_score_when_ranked": "CHECK (score IS NULL OR ranked_on IS NOT NULL)",
        "proposal_rank_when_ranked": "CHECK (rank IS NULL OR (rank >= 1 AND ranked_on IS NOT NULL))",
        "proposal_score_not_negative": "CHECK (score >= 0)",
        "proposal_granted_when_funded": "CHECK (granted IS NULL OR (granted > 0 AND funded_on IS NOT NULL))",
    },
    "proposal_partner": {
        "proposal_partner_organization_once": "UNIQUE (proposal_id, organization_id)",
        "proposal_partner_cost_not_negative": "CHECK (cost >= 0)",
        "proposal_partner_requested_within_cost": "CHECK (requested >= 0 AND requested <= cost)",
        "proposal_partner_associated_without_cost": "CHECK (role <> 'ASSOCIATED' OR cost = 0)",
        "proposal_partner_sign_off_dated": "CHECK (signed_off_by_id IS NULL OR signed_off_at IS NOT NULL)",
    },
    "aid_grant": {
        "aid_grant_amount_positive": "CHECK (amount > 0)",
        "aid_grant_dates_in_order": "CHECK (revoked_on >= granted_on)",
    },
    "budget_line": {
        "budget_line_cost_not_negative": "CHECK (cost >= 0)",
        "budget_line_grant_within_cost": 'CHECK ("grant" >= 0 AND "grant" <= cost)',
        "budget_line_months_of_personnel": "CHECK (person_months IS NULL OR (person_months >= 0 AND category = 'PERSONNEL'))",
    },
    "claim": {
        "claim_number_once": "UNIQUE (partnership_id, number)",
        "claim_number_positive": "CHECK (number >= 1)",
        "claim_cup_format": "CHECK (cup ~ '^[A-Z0-9]{15}$')",
        "claim_period_in_order": "CHECK (ends_on > starts_on)",
        "claim_approved_not_negative": "CHECK (approved >= 0)",
        "claim_paid_within_approved": "CHECK (paid IS NULL OR (paid >= 0 AND approved IS NOT NULL AND paid <= approved))",
    },
    "claim_line": {
        "claim_line_budget_line_once": "UNIQUE (claim_id, budget_line_id)",
        "claim_line_cost_positive": "CHECK (cost > 0)",
    },
    "claim_step": {
        "claim_step_one_at_a_time": "UNIQUE (claim_id, taken_at)",
        "claim_step_leaves_the_draft": "CHECK (state <> 'DRAFT')",
    },
    "deliverable": {
        "deliverable_code_once": "UNIQUE (project_id, code)",
        "deliverable_accepted_once_delivered": "CHECK (accepted_on IS NULL OR (delivered_on IS NOT NULL AND accepted_on >= delivered_on))",
    },
    "partnership": {
        "partnership_period_in_order": "CHECK (ends_on > starts_on)",
        "partnership_cost_not_negative": "CHECK (cost_share >= 0)",
        "partnership_grant_within_cost": "CHECK (grant_share >= 0 AND grant_share <= cost_share)",
        "partnership_associated_without_cost": "CHECK (role <> 'ASSOCIATED' OR cost_share = 0)",
    },
    "project": {
        "project_named": "CHECK (code <> '' AND title <> '')",
        "project_cup_format": "CHECK (cup ~ '^[A-Z0-9]{15}$')",
        "project_period_in_order": "CHECK (ends_on IS NULL OR (starts_on IS NOT NULL AND ends_on > starts_on))",
        "project_closed_after_its_end": "CHECK (closed_on IS NULL OR (ends_on IS NOT NULL AND closed_on >= ends_on))",
        "project_closed_or_terminated": "CHECK (closed_on IS NULL OR terminated_on IS NULL)",
        "project_proposal_has_a_call": "CHECK (proposal_id IS NULL OR funding_call_id IS NOT NULL)",
    },
    "project_suspension": {
        "project_suspension_period_in_order": "CHECK (ends_on > starts_on)",
    },
    "work_package": {
        "work_package_number_once": "UNIQUE (project_id, number)",
        "work_package_number_positive": "CHECK (number >= 1)",
        "work_package_period_in_order": "CHECK (ends_on > starts_on)",
    },
    "agreement": {
        "agreement_named": "CHECK (title <> '')",
        "agreement_not_own_parent": "CHECK (parent_id <> id)",
        "agreement_not_own_previous": "CHECK (previous_id <> id)",
        "agreement_period_in_order": "CHECK (ends_on IS NULL OR (starts_on IS NOT NULL AND ends_on > starts_on))",
        "agreement_notice_not_negative": "CHECK (notice_days >= 0)",
        "agreement_terminated_once_requested": "CHECK (terminated_on >= termination_requested_on)",
    },
    "agreement_party": {
        "agreement_party_organization_once": "UNIQUE (agreement_id, organization_id)",
        "agreement_party_dates_in_order": "CHECK (left_on >= signed_on)",
    },
    "agreement_term": {
        "agreement_term_period_in_order": "CHECK (ends_on > starts_on)",
        "agreement_term_amount_not_negative": "CHECK (amount >= 0)",
    },
    "opportunity": {
        "opportunity_named": "CHECK (title <> '')",
        "opportunity_places_positive": "CHECK (places >= 1)",
        "opportunity_pay_not_negative": "CHECK (monthly_pay >= 0)",
        "opportunity_period_in_order": "CHECK (ends_on > starts_on)",
        "opportunity_closes_after_publication": "CHECK (closes_on > published_on)",
        "opportunity_published_first": "CHECK (published_on IS NOT NULL OR (filled_on IS NULL AND withdrawn_on IS NULL))",
        "opportunity_dates_in_order": "CHECK (filled_on >= published_on AND withdrawn_on >= published_on)",
        "opportunity_internship_curricular_or_not": "CHECK ((kind = 'INTERNSHIP') = (is_curricular IS NOT NULL))",
    },
    "figure": {
        "figure_once_per_source": "UNIQUE (key, unit, stated_on, source)",
        "figure_key_format": "CHECK (key ~ '^[A-Z][A-Z0-9_]*$')",
        "figure_explained": "CHECK (definition <> '' AND source <> '')",
    },
}

PARTIAL_INDEXES = [
    (
        "CREATE UNIQUE INDEX fee_line_once_per_period ON fee_line (period_id, kind, instalment) WHERE credited_on IS NULL AND kind <> 'SERVICE'",
        "DROP INDEX fee_line_once_per_period",
    ),
    (
        "CREATE UNIQUE INDEX fee_line_once_per_membership ON fee_line (membership_id, kind, instalment) WHERE credited_on IS NULL AND kind IN ('JOINING', 'CAPITAL_SHARE')",
        "DROP INDEX fee_line_once_per_membership",
    ),
    (
        "CREATE UNIQUE INDEX information_request_one_open ON information_request (application_id) WHERE answered_on IS NULL",
        "DROP INDEX information_request_one_open",
    ),
    (
        "CREATE UNIQUE INDEX booking_occurrence_once ON booking (series_id, occurs_on) WHERE num_nonnulls(declined_at, cancelled_at, released_at) = 0",
        "DROP INDEX booking_occurrence_once",
    ),
    (
        "CREATE UNIQUE INDEX waitlist_entry_once_per_person ON waitlist_entry (person_id, space_id, starts_at, ends_at) WHERE left_at IS NULL AND offered_at IS NULL",
        "DROP INDEX waitlist_entry_once_per_person",
    ),
    (
        "CREATE UNIQUE INDEX calendar_link_once_per_person ON calendar_link (account_id, person_id) WHERE revoked_at IS NULL",
        "DROP INDEX calendar_link_once_per_person",
    ),
    (
        "CREATE UNIQUE INDEX calendar_link_once_per_space ON calendar_link (account_id, space_id) WHERE revoked_at IS NULL",
        "DROP INDEX calendar_link_once_per_space",
    ),
    (
        "CREATE UNIQUE INDEX calendar_link_once_per_organization ON calendar_link (account_id, organization_id) WHERE revoked_at IS NULL",
        "DROP INDEX calendar_link_once_per_organization",
    ),
    (
        "CREATE UNIQUE INDEX proposal_partner_one_lead ON proposal_partner (proposal_id) WHERE role = 'LEAD'",
        "DROP INDEX proposal_partner_one_lead",
    ),
]


FORWARD = [
    f"ALTER TABLE {table} "
    + ", ".join(f"ADD CONSTRAINT {name} {check}" for name, check in checks.items())
    for table, checks in CHECKS.items()
]
BACKWARD = [
    f"ALTER TABLE {table} " + ", ".join(f"DROP CONSTRAINT {name}" for name in checks)
    for table, checks in CHECKS.items()
]


class Migration(migrations.Migration):
    dependencies = [("hub", "0001_initial")]

    operations = [
        RunSQL(
            [*FORWARD, *(forward for forward, _ in PARTIAL_INDEXES)],
            [*(backward for _, backward in PARTIAL_INDEXES), *BACKWARD],
        )
    ]
