"""A read is on a paper or on a claim, never on both: each table refuses what stands in the other (spec 5.5).

Revision ID: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ON_A_CLAIM = (
    "SELECT 1 FROM claim_lines JOIN claims ON claims.id = claim_lines.claim_id WHERE claim_lines.read_key = NEW.read_key "
    "AND claims.frequency <> '8' AND NOT EXISTS (SELECT 1 FROM claims later WHERE later.replaces = claims.id)"
)
"""A claim that is the payer's last word from us: neither a void, nor replaced or voided."""

ON_A_PAPER = (
    "SELECT 1 FROM billed_reads WHERE read_key = NEW.read_key GROUP BY read_key "
    "HAVING SUM(charge) <> 0 OR SUM(CASE WHEN kind = 'difference' THEN 1 ELSE 0 END) = 0"
)
"""A charge that no later paper took back."""

IS_VOID = "SELECT 1 FROM claims WHERE id = NEW.claim_id AND frequency = '8'"
NOT_CLAIMED = "a read that stands on a claim is not billed to a hospital as well"
NOT_BILLED = "a read that stands on a paper is not claimed as well"

ONE_DOOR = {
    "sqlite": (
        (
            "CREATE TRIGGER billed_reads_one_door BEFORE INSERT ON billed_reads "
            f"WHEN (NEW.kind = 'original' OR NEW.charge > 0) AND EXISTS ({ON_A_CLAIM}) "
            f"BEGIN SELECT RAISE(ABORT, '{NOT_CLAIMED}'); END"
        ),
        (
            "CREATE TRIGGER claim_lines_one_door BEFORE INSERT ON claim_lines "
            f"WHEN EXISTS ({ON_A_PAPER}) AND NOT EXISTS ({IS_VOID}) "
            f"BEGIN SELECT RAISE(ABORT, '{NOT_BILLED}'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION wetread_not_claimed() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF (NEW.kind = 'original' OR NEW.charge > 0) AND EXISTS ({ON_A_CLAIM}) "
            f"THEN RAISE EXCEPTION '{NOT_CLAIMED}'; END IF; RETURN NEW; END $$"
        ),
        (
            "CREATE TRIGGER billed_reads_one_door BEFORE INSERT ON billed_reads "
            "FOR EACH ROW EXECUTE FUNCTION wetread_not_claimed()"
        ),
        "ALTER TABLE billed_reads ENABLE ALWAYS TRIGGER billed_reads_one_door",
        (
            "CREATE FUNCTION wetread_not_billed() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF EXISTS ({ON_A_PAPER}) AND NOT EXISTS ({IS_VOID}) "
            f"THEN RAISE EXCEPTION '{NOT_BILLED}'; END IF; RETURN NEW; END $$"
        ),
        (
            "CREATE TRIGGER claim_lines_one_door BEFORE INSERT ON claim_lines "
            "FOR EACH ROW EXECUTE FUNCTION wetread_not_billed()"
        ),
        "ALTER TABLE claim_lines ENABLE ALWAYS TRIGGER claim_lines_one_door",
    ),
}


def upgrade() -> None:
    for statement in ONE_DOOR[op.get_bind().dialect.name]:
        op.execute(sa.text(statement))
