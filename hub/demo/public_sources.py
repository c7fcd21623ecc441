"""Where the public facts come from: who published them, when, and on which page."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A publication and the day of its statement.

    A day that is not public stands at the end of the time in which it is known to fall.
    """

    name: str
    published_on: date
    url: str


CASE_STUDY = Source(
    "Linea Com, caso di studio sul Polo Tecnologico cremonese (senza data, circa 2013)",
    date(2013, 12, 31),
    "https://www.smau.it/casi-di-successo/la-realizzazione-di-un-polo-tecnologico-cremonese-per-"
    "supportare-lo-sviluppo-socio-economico-del-territorio-il-caso-comune-di-cremona",
)
PROTOCOL_SIGNED = Source(
    "Welfarenetwork, Cremona, sottoscritto il protocollo per il Polo delle tecnologie",
    date(2012, 2, 11),
    "https://www.welfarenetwork.it/cremona-sottoscritto-il-protocollo-per-il-qpolo-delle-"
    "tecnologieq-20120211/",
)
ASTER_RANKING = Source(
    "Comune di Cremona, La Regione Lombardia premia il Polo delle tecnologie (2012)",
    date(2012, 12, 31),
    "https://comune.cremona.it/node/414431",
)
ASTER_EXTENSION = Source(
    "Cremonaoggi, Polo Tecnologie, prorogata di un mese la presentazione del progetto",
    date(2013, 4, 26),
    "https://cremonaoggi.it/2013/04/26/polo-tecnologie-prorogata-di-un-mese-la-presentazione-"
    "dei-progetti",
)
ASTER_AWARD = Source(
    "La Provincia di Cremona, Riqualificazione ex Annonaria, da Regione un milione di euro",
    date(2013, 9, 20),
    "http://www.laprovinciacr.it/news/cronaca/56255/Riqualificazione-ex-Annonaria--da-Regione.html",
)
COFUNDING_SIGNED = Source(
    "Telecolor, Cremona, partono i lavori per il Polo Tecnologico (giugno 2015)",
    date(2015, 6, 30),
    "https://www.telecolor.net/2015/06/cremona-partono-i-lavori-per-il-polo-tecnologico/",
)
BUILDING_SITE = Source(
    "Welfarenetwork, Cremona, arriva il Polo Tecnologico",
    date(2016, 7, 15),
    "https://www.welfarenetwork.it/cremona-arriva-il-polo-tecnologico-ecco-la-nuova-porta-della-"
    "citta-20160715/",
)
OPENING = Source(
    "C. Gagliardini, A Cremona nasce il CRIT, Polo per l'Innovazione Digitale",
    date(2017, 5, 31),
    "https://www.claudiogagliardini.it/cremona-nasce-crit-polo-linnovazione-digitale/",
)
NEW_COBOX = Source(
    "Cremonaoggi, Polo Tecnologico, nasce New Cobox: 1000 mq per nuove imprese",
    date(2021, 7, 23),
    "https://www.cremonaoggi.it/2021/07/23/polo-tecnologico-nasce-new-cobox-1000-mq-per-nuove-"
    "imprese/",
)
NEW_COBOX_RENEWED = Source(
    "Cremonaoggi, New Cobox, rinnovata la convenzione tra Comune e Crit",
    date(2024, 3, 28),
    "https://www.cremonaoggi.it/2024/03/28/new-cobox-rinnovata-la-convenzione-tra-comune-e-crit/",
)
ZIS_CRITERIA = Source(
    "Cremonaoggi, Zone innovazione e sviluppo, pubblicata delibera con i criteri",
    date(2025, 11, 11),
    "https://www.cremonaoggi.it/2025/11/11/zone-innovazione-e-sviluppo-pubblicata-delibera-con-i-"
    "criteri/",
)
ZIS_FUNDS = Source(
    "Cremonaoggi, Via libera ai fondi per le ZIS",
    date(2026, 1, 30),
    "https://www.cremonaoggi.it/2026/01/30/via-libera-ai-fondi-per-le-zis-cremona-presentera-un-"
    "masterplan-sullagroalimentare/",
)
ZIS_NOTICE = Source(
    "Cremonaoggi, Zone di Innovazione e Sviluppo, si parte",
    date(2026, 2, 24),
    "https://www.cremonaoggi.it/2026/02/24/zone-di-innovazione-e-sviluppo-si-parte-territorio-in-"
    "corsa-per-agroalimentare-e-cosmetica/",
)
