"""``stocktake-web verify_audit``: proves that no event was changed, removed or added."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stocktake_web.audit.verify import verify_all


class Command(BaseCommand):
    """Prove the chain of events."""

    help = (
        "Prove that no event was changed, removed or added. Note the ends that it prints, and "
        "give one later with --expect to prove that nothing was cut off since."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ends that were noted before."""
        parser.add_argument(
            "--expect",
            action="append",
            default=[],
            metavar="CHAIN:NUMBER:DIGEST",
            help="An end that was printed before; may be given more than once.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each chain's end, or each place where it does not hold."""
        from stocktake_web.audit.models import Event

        proofs = verify_all()
        faults = [str(chain_break) for proof in proofs for chain_break in proof.breaks]
        for noted_end in options["expect"]:
            try:
                chain, number, digest = noted_end.rsplit(":", 2)
                events = Event.objects.filter(chain__key=chain, number=int(number), hash=digest)
            except ValueError:
                raise CommandError(f"not an end as this command prints it: {noted_end}") from None
            if not events.exists():
                faults.append(f"{chain}, event {number}: is not there as it was noted")
        for proof in proofs:
            if not proof.breaks:
                self.stdout.write(f"{proof.chain}:{proof.count}:{proof.head}")
        if faults:
            raise CommandError("the chain does not hold:\n" + "\n".join(faults))
